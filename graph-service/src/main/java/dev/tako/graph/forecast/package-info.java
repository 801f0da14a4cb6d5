/// What a run, a push or an event from outside would do, as far as that is known beforehand, and
/// why.
///
/// Start at [dev.tako.graph.forecast.Forecaster].
@NullMarked
package dev.tako.graph.forecast;

import org.jspecify.annotations.NullMarked;
