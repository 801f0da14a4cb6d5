@NullMarked
package dev.tako.graph.cycle;

import org.jspecify.annotations.NullMarked;
