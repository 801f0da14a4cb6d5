package dev.tako.runner.step;

import dev.tako.contract.Completion;

/// Takes a job's reports, and sees to it that they arrive in order.
public interface Reports {
  /// @param what tells this report from the job's others, for example `build/completed`
  void send(String what, Completion report);

  /// Sends what was held back to go out together.
  void post();

  /// Returns when every report sent so far has arrived; however long that takes.
  void flush();
}
