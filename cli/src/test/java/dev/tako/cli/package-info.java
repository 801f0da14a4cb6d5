@NullMarked
package dev.tako.cli;

import org.jspecify.annotations.NullMarked;
