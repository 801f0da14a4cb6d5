/// The graph of repositories as a value: what is indexed, who depends on whom, who listens to whom.
/// Nothing here, nor in the packages over it, touches a clock, a file, the network or a database.
///
/// ```
/// graph ◄── walk ◄── cycle, plan ◄── forecast ◄── query
/// ```
///
/// Start at [dev.tako.graph.graph.Graph], then [dev.tako.graph.plan.Planner].
@NullMarked
package dev.tako.graph.graph;

import org.jspecify.annotations.NullMarked;
