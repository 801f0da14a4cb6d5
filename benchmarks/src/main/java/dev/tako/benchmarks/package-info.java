@NullMarked
package dev.tako.benchmarks;

import org.jspecify.annotations.NullMarked;
