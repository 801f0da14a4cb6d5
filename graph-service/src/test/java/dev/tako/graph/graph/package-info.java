/// Tests.
@NullMarked
package dev.tako.graph.graph;

import org.jspecify.annotations.NullMarked;
