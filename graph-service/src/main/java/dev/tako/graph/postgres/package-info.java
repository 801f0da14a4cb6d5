/// PostgreSQL: the rows the graph is kept in, and loaded from at start.
@NullMarked
package dev.tako.graph.postgres;

import org.jspecify.annotations.NullMarked;
