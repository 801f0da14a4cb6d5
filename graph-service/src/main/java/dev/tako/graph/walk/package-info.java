/// Going over a graph from repository to repository: one object for each that is come by, cycles,
/// the order, and how long the ways are.
@NullMarked
package dev.tako.graph.walk;

import org.jspecify.annotations.NullMarked;
