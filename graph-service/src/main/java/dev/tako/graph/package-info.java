/// The graph service: knows every registered repository's manifest and answers who depends on whom.
///
/// Start at [dev.tako.graph.GraphKeeper]; the rules are in `dev.tako.graph.graph`.
@NullMarked
package dev.tako.graph;

import org.jspecify.annotations.NullMarked;
