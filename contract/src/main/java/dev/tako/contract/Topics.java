package dev.tako.contract;

import dev.tako.contract.Topic.Key;
import dev.tako.contract.Topic.Retention;
import java.util.List;

/// Every topic of Tako, with its key and message family. `docs/topics.md` is tested against this
/// page.
///
/// `RUN_COMMANDS` and `COMPLETIONS` have the same number of partitions: both are keyed by run, and
/// the coordinator that owns a partition of one owns the same partition of the other.
public final class Topics {
  private static final int KEYED = 12;

  public static final Topic<Trigger> TRIGGERS =
      new Topic<>("tako.triggers", Key.REPOSITORY, Trigger.class, KEYED, Retention.WEEK);
  public static final Topic<ManifestMessage> MANIFESTS =
      new Topic<>(
          "tako.manifests", Key.REPOSITORY, ManifestMessage.class, KEYED, Retention.COMPACTED);
  public static final Topic<RunCommand> RUN_COMMANDS =
      new Topic<>("tako.run-commands", Key.RUN, RunCommand.class, KEYED, Retention.WEEK);
  public static final Topic<Job> JOBS =
      new Topic<>("tako.jobs", Key.EXECUTION, Job.class, KEYED, Retention.WEEK);
  public static final Topic<Completion> COMPLETIONS =
      new Topic<>("tako.completions", Key.RUN, Completion.class, KEYED, Retention.WEEK);
  public static final Topic<StepEvent> EVENTS =
      new Topic<>("tako.events", Key.RUN, StepEvent.class, KEYED, Retention.WEEK);
  public static final Topic<RunLifecycle> RUNS =
      new Topic<>("tako.runs", Key.RUN, RunLifecycle.class, KEYED, Retention.WEEK);
  public static final Topic<Control> CONTROL =
      new Topic<>("tako.control", Key.RUNNER, Control.class, 1, Retention.DAY);
  public static final Topic<LogChunk> LOGS =
      new Topic<>("tako.logs", Key.EXECUTION, LogChunk.class, KEYED, Retention.DAY);

  /// What could not be processed: the record as it was, with the reason in its headers.
  public static final String DEAD_LETTERS = "tako.dead-letters";

  /// All topics that carry a message family.
  public static final List<Topic<?>> ALL =
      List.of(TRIGGERS, MANIFESTS, RUN_COMMANDS, JOBS, COMPLETIONS, EVENTS, RUNS, CONTROL, LOGS);

  /// The runners' share group on `tako.jobs`.
  public static final String RUNNERS_GROUP = "tako-runners";

  private Topics() {}
}
