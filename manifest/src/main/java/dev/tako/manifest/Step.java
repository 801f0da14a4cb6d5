package dev.tako.manifest;

import dev.tako.manifest.expression.Expression;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One command or built-in of a workflow.
public sealed interface Step
    permits RunStep,
        FanOutStep,
        NoopStep,
        CheckoutStep,
        UpdateDependencyStep,
        PullRequestStep,
        PollStep {

  StepHead head();

  /// The built-in's name as the manifest writes it; null for a command.
  @Nullable String uses();

  default String id() {
    return head().id();
  }

  default @Nullable String name() {
    return head().name();
  }

  default @Nullable Expression condition() {
    return head().condition();
  }

  default @Nullable Produces produces() {
    return head().produces();
  }

  default boolean continueOnError() {
    return head().continueOnError();
  }

  default @Nullable Duration timeout() {
    return head().timeout();
  }

  default List<String> onFailure() {
    return head().onFailure();
  }

  default Position at() {
    return head().at();
  }
}
