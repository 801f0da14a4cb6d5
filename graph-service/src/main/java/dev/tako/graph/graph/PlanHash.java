package dev.tako.graph.graph;

import dev.tako.contract.Plan;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Names a plan by its content. Manifests enter by their digests, so that a plan over ten thousand
/// repositories need not read them again.
final class PlanHash {
  private PlanHash() {}

  /// @param digests of the manifests, in the order of the plan's repositories
  static Plan stamp(Plan plan, List<String> digests) {
    StringBuilder content = new StringBuilder(256 * (digests.size() + 1));
    line(content, plan.repo(), plan.workflow());
    for (int i = 0; i < digests.size(); i++) {
      var repository = plan.repositories().get(i);
      line(content, "r", repository.repo(), repository.url(), repository.commit(), digests.get(i));
    }
    plan.dependents().forEach(edge -> line(content, "d", edge.from(), edge.to(), edge.index()));
    plan.subscriptions().forEach(edge -> line(content, "s", edge.subscriber(), edge.index()));
    plan.excluded()
        .forEach(edge ->
            line(
                content,
                "x",
                edge.subscriber(),
                edge.index(),
                edge.workflow(),
                edge.artifact(),
                edge.event(),
                edge.schemaVersion()));
    plan.warnings().forEach(warning -> line(content, "w", warning));
    return new Plan(
        Sha256.hex(content.toString().getBytes(StandardCharsets.UTF_8)),
        plan.repo(),
        plan.workflow(),
        plan.repositories(),
        plan.dependents(),
        plan.subscriptions(),
        plan.excluded(),
        plan.warnings());
  }

  private static void line(StringBuilder content, Object... parts) {
    for (Object part : parts) {
      content.append(part).append('\0');
    }
    content.append('\n');
  }
}
