package dev.tako.runner;

import dev.tako.contract.Control;
import dev.tako.contract.Job;
import dev.tako.contract.JobId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Remembers recent cancellations, because one can be heard before its job is taken.
final class Cancellations {
  private static final int REMEMBERED = 10_000;

  private final Map<JobId, Control.CancelJob> byJob =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, Control.CancelJob> eldest) {
          return size() > REMEMBERED;
        }
      };

  synchronized void add(Control.CancelJob cancel) {
    byJob.merge(cancel.jobId(), cancel, (a, b) -> a.epoch() > b.epoch() ? a : b);
  }

  synchronized Optional<Control.CancelJob> of(Job.RunSteps job) {
    return Optional.ofNullable(byJob.get(job.jobId())).filter(c -> job.epoch() <= c.epoch());
  }
}
