package dev.tako.graph.graph;

import dev.tako.contract.Plan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/// Names a plan by its content. Manifests enter by their digests, so that a plan over ten thousand
/// repositories need not read them again.
final class PlanHash {
  private PlanHash() {}

  /// @param digests of the manifests, in the order of the plan's repositories
  static Plan stamp(Plan plan, List<String> digests) {
    MessageDigest sha = Sha256.digest();
    line(sha, plan.repo(), plan.workflow());
    for (int i = 0; i < digests.size(); i++) {
      var repository = plan.repositories().get(i);
      line(sha, "r", repository.repo(), repository.url(), repository.commit(), digests.get(i));
    }
    plan.dependents().forEach(edge -> line(sha, "d", edge.from(), edge.to(), edge.index()));
    plan.subscriptions().forEach(edge -> line(sha, "s", edge.subscriber(), edge.index()));
    plan.warnings().forEach(warning -> line(sha, "w", warning));
    return new Plan(
        HexFormat.of().formatHex(sha.digest()),
        plan.repo(),
        plan.workflow(),
        plan.repositories(),
        plan.dependents(),
        plan.subscriptions(),
        plan.warnings());
  }

  private static void line(MessageDigest sha, Object... parts) {
    for (Object part : parts) {
      sha.update(part.toString().getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
    }
    sha.update((byte) '\n');
  }
}
