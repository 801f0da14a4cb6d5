/// The graph of repositories as a value: what is indexed, who depends on whom, who listens to whom,
/// and the plan of a run. Nothing here touches a clock, a file, the network or a database.
///
/// Start at [dev.tako.graph.graph.Graph], then [dev.tako.graph.graph.Planner].
@NullMarked
package dev.tako.graph.graph;

import org.jspecify.annotations.NullMarked;
