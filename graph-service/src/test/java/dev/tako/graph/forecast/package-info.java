@NullMarked
package dev.tako.graph.forecast;

import org.jspecify.annotations.NullMarked;
