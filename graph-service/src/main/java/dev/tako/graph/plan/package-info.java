/// The plan of a run, and every rule that may refuse it.
///
/// Start at [dev.tako.graph.plan.Planner].
@NullMarked
package dev.tako.graph.plan;

import org.jspecify.annotations.NullMarked;
