package dev.tako.manifest;

import dev.tako.manifest.expression.Expression;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One command or built-in of a workflow.
public sealed interface Step permits RunStep, FanOutStep, NoopStep, OtherStep {

  /// Unique in its workflow; `step-<n>`, counted from 1, where the manifest gives none.
  String id();

  @Nullable String name();

  /// The step is skipped when this is false.
  @Nullable Expression condition();

  @Nullable Produces produces();

  boolean continueOnError();

  @Nullable Duration timeout();

  /// Shell commands (templates) run after the step has failed.
  List<String> onFailure();

  Position at();
}
