package dev.tako.coordinator.run;

import dev.tako.contract.ExecutionId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What came of one fact.
///
/// @param state the run after it
/// @param touched executions that may differ from before
/// @param effects what is to be done now, in order
/// @param ignored why the fact changed nothing: a duplicate, a late word, something impossible;
///   null when it did
/// @param repeated the ids of the events that the fact would have emitted a second time, had it not
///   been ignored
public record Decision(
    RunState state,
    Set<ExecutionId> touched,
    List<Effect> effects,
    @Nullable String ignored,
    List<String> repeated) {
  public Decision {
    touched = Set.copyOf(touched);
    effects = List.copyOf(effects);
    repeated = List.copyOf(repeated);
  }

  static Decision ignored(RunState state, String why) {
    return new Decision(state, Set.of(), List.of(), why, List.of());
  }

  Decision repeating(List<String> events) {
    return new Decision(state, touched, effects, ignored, events);
  }
}
