package dev.tako.coordinator.run;

import dev.tako.contract.Control;
import dev.tako.contract.Job;
import dev.tako.contract.RunLifecycle;
import dev.tako.contract.StepEvent;
import java.time.Duration;
import java.util.List;

/// What a decision wants done, as data.
public sealed interface Effect {
  /// Put a job in the runners' queue.
  record HandOut(Job.RunSteps job) implements Effect {}

  /// Publish a step's event and record who was considered.
  record Emit(StepEvent event, List<Considered> considered) implements Effect {
    public Emit {
      considered = List.copyOf(considered);
    }
  }

  /// Tell the world.
  record Announce(RunLifecycle change) implements Effect {}

  /// Tell the runners.
  record Tell(Control control) implements Effect {}

  /// Fire `timer` after a while; setting it again replaces it.
  record SetTimer(String timer, Duration after) implements Effect {}

  record ClearTimer(String timer) implements Effect {}
}
