package dev.tako.coordinator.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tako.contract.ManifestProblem;
import dev.tako.contract.RunCommand.StartRun;
import dev.tako.coordinator.run.Execution;
import dev.tako.coordinator.run.RunState;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// A run with everything in it, executions in the order they were created.
record RunTree(
    @JsonUnwrapped RunView run,
    Map<String, Object> inputs,
    List<ManifestProblem> problems,
    List<ExecutionView> executions) {

  static RunTree of(RunState run) {
    return new RunTree(
        RunView.of(run),
        run.inputs(),
        run.problems(),
        run.executions().values().stream()
            .sorted(Comparator.comparing(Execution::id))
            .map(ExecutionView::of)
            .toList());
  }

  static RunTree of(StartRun run) {
    return new RunTree(RunView.of(run), run.inputs(), List.of(), List.of());
  }
}
