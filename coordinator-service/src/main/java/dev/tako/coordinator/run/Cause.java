package dev.tako.coordinator.run;

import dev.tako.contract.CauseKind;
import dev.tako.contract.ExecutionId;
import dev.tako.manifest.RepositoryRef;
import java.util.List;

/// Why an execution exists.
public sealed interface Cause {
  CauseKind kind();

  /// It is the one the trigger asked for.
  record Root() implements Cause {
    @Override
    public CauseKind kind() {
      return CauseKind.ROOT;
    }
  }

  /// It reacts to an event of a step that waits for it.
  ///
  /// @param parent the execution whose step emitted the event
  /// @param subscription index of the entry in the subscriber's manifest
  record Reaction(ExecutionId parent, String stepId, String eventId, int subscription)
      implements Cause {
    @Override
    public CauseKind kind() {
      return CauseKind.REACTION;
    }
  }

  /// It follows its parents along `dependents`, once, after all of them.
  record Dependent(List<RepositoryRef> parents) implements Cause {
    public Dependent {
      parents = List.copyOf(parents);
    }

    @Override
    public CauseKind kind() {
      return CauseKind.DEPENDENT;
    }
  }
}
