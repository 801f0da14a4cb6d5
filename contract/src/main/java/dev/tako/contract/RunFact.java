package dev.tako.contract;

/// Anything that can change a run: a command or a runner's report. Keyed by run id, so one
/// partition owner is the run's only writer.
public sealed interface RunFact extends Message permits RunCommand, Completion {
  RunId runId();
}
