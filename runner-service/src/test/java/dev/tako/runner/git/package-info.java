@NullMarked
package dev.tako.runner.git;

import org.jspecify.annotations.NullMarked;
