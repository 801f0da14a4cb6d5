@NullMarked
package dev.tako.runner.process;

import org.jspecify.annotations.NullMarked;
