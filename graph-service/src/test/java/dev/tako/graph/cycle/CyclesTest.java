package dev.tako.graph.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.graph.graph.Cycle;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.Manifests;
import dev.tako.graph.graph.WorkflowRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

public class CyclesTest {
  private static List<String> told(List<Cycle> cycles) {
    return cycles.stream()
        .map(cycle -> cycle.kind() + " " + cycle.workflows() + " " + cycle.message())
        .toList();
  }

  private static String travelling(String to, String limit) {
    return """
    version: "1"
    dependents: [{ repo: acme/%s, workflows: [%s] }]
    workflows:
      release: { steps: [echo hello] }
      docs: { steps: [echo hello] }
    """
        .formatted(to, limit);
  }

  private static String reacting(String to, String emits) {
    return """
    version: "1"
    subscriptions: [{ artifact: "acme/%s:default", events: [%s_done], workflow: react }]
    workflows:
      react:
        steps:
          - id: go
            run: ./go.sh
            produces: { events: [{ type: %s_done }] }
    """
        .formatted(to, to, emits);
  }

  @Test
  void a_cycle_over_dependents_is_told_once_with_every_workflow_that_travels_around() {
    // Given
    Graph graph =
        new Manifests()
            .with("acme/a", travelling("b", "release, docs"))
            .with("acme/b", travelling("a", "release, docs"))
            .with("acme/c", travelling("a", "release"))
            .graph();

    // When
    List<Cycle> cycles = Cycles.of(graph);

    // Then
    assertThat(told(cycles))
        .containsExactly(
            "dependents [docs, release] circular dependency detected: acme/a -> acme/b -> acme/a");
    assertThat(cycles.getFirst().passages())
        .extracting(passage -> passage.declaredIn().name() + ":" + passage.at().line())
        .containsExactly("acme/a:2", "acme/b:2");
  }

  @Test
  void edges_that_no_workflow_can_travel_around_are_no_cycle() {
    // Given
    Graph graph =
        new Manifests()
            .with("acme/a", travelling("b", "release"))
            .with("acme/b", travelling("a", "docs"))
            .graph();

    // When / Then
    assertThat(Cycles.of(graph)).isEmpty();
  }

  @Test
  void a_cycle_from_workflow_to_event_to_workflow_is_told_with_its_subscriptions() {
    // Given
    Graph graph =
        new Manifests()
            .with("acme/a", reacting("c", "a"))
            .with("acme/b", reacting("a", "b"))
            .with("acme/c", reacting("b", "c"))
            .with("acme/d", reacting("a", "d"))
            .graph();

    // When
    List<Cycle> cycles = Cycles.of(graph);

    // Then
    assertThat(told(cycles))
        .containsExactly(
            "events [react] circular dependency detected: acme/a react -> acme/b react -> acme/c react -> acme/a react");
    assertThat(cycles.getFirst().passages())
        .extracting(passage -> passage.event() + " " + passage.declaredIn().name())
        .containsExactly("a_done acme/b", "b_done acme/c", "c_done acme/a");
  }

  @Test
  void looking_only_from_the_changed_repository_finds_the_same_as_looking_everywhere() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int walk = 0; walk < 30; walk++) {
      int size = 3 + random.nextInt(8);
      Manifests given = new Manifests();
      for (int step = 0; step < 4 * size; step++) {
        // When
        Graph before = given.graph();
        String changed = "acme/r" + random.nextInt(size);
        Graph after = given.with(changed, randomManifest(random, size)).graph();

        // Then
        for (Cycle.Kind kind : Cycle.Kind.values()) {
          Set<Set<WorkflowRef>> whole = knots(kind, after, names(after));
          assertThat(touching(knots(kind, after, Set.of(changed)), changed))
              .as("seed %d: the cycles through %s", seed, changed)
              .isEqualTo(touching(whole, changed));
          Set<Set<WorkflowRef>> old = knots(kind, before, names(before));
          whole.removeAll(touching(whole, changed));
          assertThat(whole)
              .as("seed %d: the cycles that do not touch %s were there before", seed, changed)
              .allMatch(knot -> old.stream().anyMatch(then -> then.containsAll(knot)));
        }
      }
    }
  }

  private static Set<String> names(Graph graph) {
    return Set.copyOf(graph.names());
  }

  private static Set<Set<WorkflowRef>> knots(Cycle.Kind kind, Graph graph, Set<String> from) {
    List<WorkflowRef> starts =
        from.stream()
            .flatMap(name -> Cycles.executions(graph.find(name).orElseThrow()).stream())
            .toList();
    return new Cycles(graph).knots(kind, starts);
  }

  private static Set<Set<WorkflowRef>> touching(Set<Set<WorkflowRef>> knots, String name) {
    return knots.stream()
        .filter(knot -> knot.stream().anyMatch(one -> one.repo().fullName().equals(name)))
        .collect(Collectors.toSet());
  }

  public static String randomManifest(Random random, int size) {
    List<String> dependents = new ArrayList<>();
    List<String> subscriptions = new ArrayList<>();
    for (int edge = random.nextInt(3); edge > 0; edge--) {
      String limit = List.of("[one]", "[two]", "[one, two]").get(random.nextInt(3));
      dependents.add("{ repo: acme/r%d, workflows: %s }".formatted(random.nextInt(size), limit));
    }
    for (int edge = random.nextInt(3); edge > 0; edge--) {
      subscriptions.add(
          "{ artifact: \"acme/r%d:default\", events: [%s_done], workflow: %s }"
              .formatted(random.nextInt(size), word(random), word(random)));
    }
    return """
    version: "1"
    dependents: %s
    subscriptions: %s
    workflows:
      one: { steps: [{ id: a, run: ./a.sh, produces: { events: [{ type: %s_done }] } }] }
      two: { steps: [{ id: b, run: ./b.sh, produces: { events: [{ type: %s_done }] } }] }
    """
        .formatted(dependents, subscriptions, word(random), word(random));
  }

  private static String word(Random random) {
    return random.nextBoolean() ? "one" : "two";
  }
}
