@NullMarked
package dev.tako.broker;

import org.jspecify.annotations.NullMarked;
