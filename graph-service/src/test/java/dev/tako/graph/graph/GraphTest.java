package dev.tako.graph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.graph.plan.PlanTexts;
import dev.tako.graph.query.Drawing;
import dev.tako.graph.query.Neighbourhood;
import dev.tako.graph.query.Neighbourhood.Direction;
import dev.tako.graph.query.Order;
import dev.tako.manifest.RepositoryRef;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraphTest {
  private static final String LEAF =
      "version: \"1\"\nworkflows:\n  release: { steps: [echo hello] }\n";
  private static final String LISTENER =
      """
      version: "1"
      subscriptions:
        - { artifact: "acme/core:default", events: [core_released, core_built], workflow: update }
      workflows:
        update: { steps: [echo hello] }
      """;
  private static final String CORE =
      """
      version: "1"
      dependents:
        - repo: acme/lib:feature/x
          workflows: [release]
        - repo: acme/gone
      workflows:
        release: { steps: [echo hello] }
      """;

  private static Manifests train() {
    return new Manifests()
        .with("acme/core", CORE)
        .with("acme/lib:feature/x", LEAF)
        .with("acme/watch", LISTENER);
  }

  @Test
  void an_older_snapshot_does_not_see_a_later_change() {
    // Given
    Manifests given = train();
    Graph before = given.graph();

    // When
    Graph after = given.with("acme/watch", LEAF).graph();

    // Then
    EventKey key = new EventKey("acme/core", "default", "core_built");
    assertThat(before.subscribers(key)).hasSize(1);
    assertThat(after.subscribers(key)).isEmpty();
    assertThat(after.version()).isGreaterThan(before.version());
  }

  @Test
  void branches_that_edges_name_are_known_until_the_edge_goes() {
    // Given
    Manifests given = train();

    // When
    Set<String> named = given.graph().branchesNamed("acme/lib");
    Set<String> after = given.with("acme/core", LEAF).graph().branchesNamed("acme/lib");

    // Then
    assertThat(named).containsExactly("feature/x");
    assertThat(after).isEmpty();
  }

  @Test
  void what_a_change_reaches_and_what_reaches_a_repository_are_each_others_mirror() {
    // Given
    Graph graph = train().graph();

    // When
    Neighbourhood down =
        Neighbourhood.of(graph, RepositoryRef.parse("acme/core"), Direction.DOWN, 9);
    Neighbourhood up = Neighbourhood.of(graph, RepositoryRef.parse("acme/watch"), Direction.UP, 9);

    // Then
    assertThat(down.repositories())
        .extracting(RepositoryRef::toString)
        .containsExactly("acme/core:main", "acme/lib:feature/x", "acme/gone", "acme/watch:main");
    assertThat(up.repositories())
        .extracting(RepositoryRef::toString)
        .containsExactly("acme/watch:main", "acme/core:main");
  }

  @Test
  void a_tree_shows_dependents_and_subscribers_with_what_leads_there() {
    // Given
    Graph graph = train().graph();

    // When
    String tree =
        new Drawing(Neighbourhood.of(graph, RepositoryRef.parse("acme/core"), Direction.DOWN, 9))
            .tree(Direction.DOWN);

    // Then
    assertThat(tree)
        .isEqualTo(
            """
            acme/core:main
            ├── acme/lib:feature/x (release)
            ├── acme/gone
            └── acme/watch:main (on core_released, core_built: update)
            """);
  }

  @Test
  void a_tree_tells_subscriptions_that_look_the_same_once_with_their_number() {
    // Given
    String entry =
        "  - { artifact: \"acme/core:default\", events: [core_built], workflow: update }\n";
    String twice =
        "version: \"1\"\nsubscriptions:\n%s%sworkflows: { update: { steps: [echo hello] } }\n"
            .formatted(entry, entry);
    Graph graph = new Manifests().with("acme/core", PlanTexts.LEAF).with("acme/w", twice).graph();

    // When
    String tree =
        new Drawing(Neighbourhood.of(graph, RepositoryRef.parse("acme/core"), Direction.DOWN, 9))
            .tree(Direction.DOWN);

    // Then
    assertThat(tree)
        .isEqualTo("acme/core:main\n└── acme/w:main (on core_built: update, 2 times)\n");
  }

  @Test
  void dot_and_mermaid_draw_both_kinds_of_edges() {
    // Given
    Drawing drawing =
        new Drawing(Neighbourhood.of(train().graph(), null, Direction.DOWN, Integer.MAX_VALUE));

    // When
    String dot = drawing.dot();
    String mermaid = drawing.mermaid();

    // Then
    assertThat(dot)
        .startsWith("digraph tako {")
        .contains("\"acme/core:main\" -> \"acme/lib:feature/x\" [label=\"release\"];")
        .contains(
            "\"acme/core:main\" -> \"acme/watch:main\" [label=\"on core_released, core_built: update\", style=dashed];");
    assertThat(mermaid)
        .startsWith("flowchart LR\n")
        .contains("-->|\"release\"|")
        .contains("-.->|\"on core_released, core_built: update\"|");
  }

  @Test
  void the_order_of_the_whole_graph_is_found_even_with_a_cycle_in_it() {
    // Given
    Graph graph =
        train()
            .with("acme/x", CORE.replace("acme/lib:feature/x", "acme/y"))
            .with("acme/y", CORE.replace("acme/lib:feature/x", "acme/x"))
            .graph();

    // When
    Order order = Order.of(graph);

    // Then
    List<String> names = order.order().stream().map(RepositoryRef::toString).toList();
    assertThat(names.indexOf("acme/core:main")).isLessThan(names.indexOf("acme/lib:feature/x"));
    assertThat(names).contains("acme/x:main", "acme/y:main");
  }

  @Test
  void who_listens_comes_after_who_emits_unless_dependents_say_otherwise() {
    // Given
    String listening =
        """
        version: "1"
        subscriptions:
          - { artifact: "acme/%s:default", events: [%s_built], workflow: update }
        %s
        workflows:
          update: { steps: [echo hello] }
        """;
    Graph graph =
        new Manifests()
            .with("acme/app", listening.formatted("zlib", "zlib", ""))
            .with("acme/zlib", LEAF)
            .with(
                "acme/first",
                listening.formatted("after", "x", "dependents: [{ repo: acme/after }]"))
            .with("acme/after", LEAF)
            .graph();

    // When
    List<String> order = Order.of(graph).order().stream().map(RepositoryRef::name).toList();

    // Then
    assertThat(order).containsSubsequence("zlib", "app").containsSubsequence("first", "after");
  }
}
