package dev.tako.runner;

import dev.tako.contract.Completion;
import dev.tako.contract.ExecutionId;
import dev.tako.contract.JobId;
import dev.tako.contract.Json;
import dev.tako.contract.RunId;
import dev.tako.manifest.expression.Expression;
import dev.tako.manifest.expression.Scope;
import dev.tako.manifest.template.Template;
import java.time.Instant;
import java.util.Map;

/// Loads what the first job would otherwise wait for: expressions, templates and JSON take a second
/// or more the first time.
final class WarmUp {
  private WarmUp() {}

  static void run() {
    Scope scope = Scope.of(Map.of("inputs", Map.of("name", "x")));
    var _ = Expression.compile("inputs.name == 'x'").test(scope);
    var _ = Template.parse("echo \"{{ .inputs.name | upper }}\"").renderShell(scope);
    RunId run = RunId.of(Instant.EPOCH, 0);
    ExecutionId execution = ExecutionId.of(run, 1);
    Completion report =
        new Completion.Heartbeat(
            run, execution, JobId.of(execution, 1), 1, "warm-up", Instant.EPOCH);
    var _ = Json.read(Json.bytes(report), Completion.class);
  }
}
