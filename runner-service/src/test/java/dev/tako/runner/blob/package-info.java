@NullMarked
package dev.tako.runner.blob;

import org.jspecify.annotations.NullMarked;
