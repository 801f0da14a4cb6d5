package dev.tako.graph.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.graph.graph.Branch;
import dev.tako.graph.graph.Change;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.Manifests;
import dev.tako.graph.graph.Rejection;
import dev.tako.graph.graph.Repository;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

  private static String naming(String dependent) {
    return """
    version: "1"
    dependents:
      - repo: acme/gone
      - repo: acme/%s
    workflows: { release: { steps: [echo hello] } }
    """
        .formatted(dependent);
  }

  private static Change change(String repo, String yaml) {
    return new Change.PutInForce(Manifests.indexed(repo, yaml), AT);
  }

  @Test
  void a_manifest_that_closes_a_cycle_is_rejected_naming_its_edge_and_the_others() {
    // Given
    Graph graph =
        new Manifests().with("acme/a", naming("b")).with("acme/b", naming("none")).graph();

    // When
    Change happened = Admission.of(graph, change("acme/b", naming("a")));

    // Then
    assertThat(happened).isInstanceOf(Change.Rejected.class);
    Graph after = happened.in(graph);
    assertThat(after.closingCycles()).containsExactly("acme/b");
    Rejection why =
        after
            .find("acme/b")
            .flatMap(Repository::ofDefaultBranch)
            .map(Branch::rejection)
            .orElseThrow();
    assertThat(why.reason()).isEqualTo("circular dependency detected: acme/a -> acme/b -> acme/a");
    assertThat(why.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.repo()).isEqualTo("acme/b:main");
          assertThat(problem.path()).isEqualTo("dependents[1].repo");
          assertThat(problem.line()).isEqualTo(4);
          assertThat(problem.hint()).endsWith("the other edges stand at acme/a:main tako.yml:4.");
        });
    assertThat(after.manifest(RepositoryRef.parse("acme/b")))
        .isEqualTo(graph.manifest(RepositoryRef.parse("acme/b")));
  }

  @Test
  void whatever_comes_in_whatever_order_no_cycle_is_ever_in_force_and_nothing_else_is_rejected() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int walk = 0; walk < 30; walk++) {
      int size = 3 + random.nextInt(8);
      Graph graph = registered(size);
      for (int step = 0; step < 4 * size; step++) {
        // When
        String changed = "acme/r" + random.nextInt(size);
        Change wanted = change(changed, CyclesTest.randomManifest(random, size));
        Change happened = Admission.of(graph, wanted);

        // Then
        boolean closes = !Cycles.of(wanted.in(graph)).isEmpty();
        assertThat(happened instanceof Change.Rejected)
            .as("seed %d: %s is rejected", seed, changed)
            .isEqualTo(closes);
        graph = happened.in(graph);
        assertThat(Cycles.of(graph)).as("seed %d: what is in force", seed).isEmpty();
      }
    }
  }

  private static Graph registered(int size) {
    Graph graph = Graph.EMPTY;
    for (int i = 0; i < size; i++) {
      RepositoryRef ref = RepositoryRef.parse("acme/r" + i);
      graph = graph.with(Repository.registered(ref, "file:///srv/" + i).reached("main"));
    }
    return graph;
  }
}
