package dev.tako.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What may start a workflow besides events and parents: a person or program by name (`exec`),
/// pushes, and the clock.
public record On(boolean exec, @Nullable Push push, List<Schedule> schedules) {

  /// What a workflow without `on` has.
  public static final On EXEC_ONLY = new On(true, null, List.of());

  public On {
    schedules = List.copyOf(schedules);
  }
}
