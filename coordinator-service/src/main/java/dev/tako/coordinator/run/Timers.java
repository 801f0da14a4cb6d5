package dev.tako.coordinator.run;

import dev.tako.contract.ExecutionId;

/// The names of the timers a run sets; the name says what to do when it fires.
final class Timers {
  static final String LEASE = "lease/";
  static final String WORKFLOW = "workflow/";
  static final String FAN_OUT = "fan-out/";

  private Timers() {}

  /// Fires when the workflow has taken longer than its `timeout`.
  static String workflow(ExecutionId id) {
    return WORKFLOW + id;
  }

  /// Fires when the reactions to a fan-out step have taken longer than its `timeout`.
  static String fanOut(ExecutionId id, int step) {
    return FAN_OUT + id + "/" + step;
  }
}
