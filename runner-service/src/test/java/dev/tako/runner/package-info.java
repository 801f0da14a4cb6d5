@NullMarked
package dev.tako.runner;

import org.jspecify.annotations.NullMarked;
