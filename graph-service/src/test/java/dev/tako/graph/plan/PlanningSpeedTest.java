package dev.tako.graph.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Plan;
import dev.tako.graph.graph.Manifests;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PlanningSpeedTest {
  private static final int REPOSITORIES = 10_000;
  private static final int ROUNDS = 100;

  /// A root, 100 libraries that depend on it, 4,899 applications that depend on those, and 5,000
  /// listeners to what the libraries release.
  private static Manifests tenThousand() {
    Manifests given = new Manifests().with("acme/root", manifest(dependents("lib", 0, 100, 1)));
    for (int i = 0; i < 100; i++) {
      given.with("acme/lib" + i, manifest(dependents("app", i, 4_899, 100)));
    }
    for (int i = 0; i < 4_899; i++) {
      given.with("acme/app" + i, manifest(""));
    }
    for (int i = 0; i < 5_000; i++) {
      given.with(
          "acme/listener" + i,
          """
          version: "1"
          subscriptions:
            - artifact: acme/lib%d:default
              events: [library_released]
              schema_version: "^1.0.0"
              workflow: update
              inputs: { version: "{{ .event.payload.version }}" }
          workflows:
            update:
              inputs: { version: { type: string, required: true } }
              steps: [./update.sh]
          """
              .formatted(i % 100));
    }
    return given;
  }

  private static String dependents(String name, int first, int count, int stride) {
    StringBuilder out = new StringBuilder("dependents:\n");
    for (int i = first; i < count; i += stride) {
      out.append("  - repo: acme/").append(name).append(i).append('\n');
    }
    return out.toString();
  }

  private static String manifest(String dependents) {
    return """
    version: "1"
    %s
    workflows:
      release:
        inputs: { bump: { type: string, default: patch, validation: { enum: [major, minor, patch] } } }
        steps:
          - id: publish
            run: ./publish.sh
            produces: { events: [{ type: library_released, schema_version: 1.2.0 }] }
    """
        .formatted(dependents);
  }

  @Test
  void a_plan_over_ten_thousand_repositories_is_made_in_milliseconds() {
    // Given
    Manifests given = tenThousand();
    for (int i = 0; i < 30; i++) {
      given.planned("acme/root", "release");
    }

    // When
    var cpu = ManagementFactory.getThreadMXBean();
    long cpuBefore = cpu.getCurrentThreadCpuTime();
    long[] nanos = new long[ROUNDS];
    Plan plan = given.planned("acme/root", "release");
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      plan = given.planned("acme/root", "release");
      nanos[i] = System.nanoTime() - start;
    }

    double cpuEach = (cpu.getCurrentThreadCpuTime() - cpuBefore) / 1e6 / (ROUNDS + 1);

    // Then
    Arrays.sort(nanos);
    System.out.printf(
        "Planning %,d repositories: p50 %.1f ms, p99 %.1f ms (%.1f ms of processor time each)%n",
        plan.repositories().size(),
        nanos[ROUNDS / 2] / 1e6,
        nanos[ROUNDS * 99 / 100] / 1e6,
        cpuEach);
    assertThat(plan.repositories()).hasSize(REPOSITORIES);
    assertThat(plan.subscriptions()).hasSize(5_000);
  }
}
