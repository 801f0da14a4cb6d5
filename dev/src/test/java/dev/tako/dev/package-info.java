@NullMarked
package dev.tako.dev;

import org.jspecify.annotations.NullMarked;
