package dev.tako.graph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.ManifestProblem;
import dev.tako.contract.ManifestTexts;
import dev.tako.contract.Plan;
import dev.tako.contract.Plan.ExcludedSubscription;
import dev.tako.contract.Plan.PlannedSubscription;
import dev.tako.manifest.RepositoryRef;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
  private static final String LEAF =
      """
      version: "1"
      workflows:
        release:
          steps: [echo leaf]
      """;

  /// A manifest with `release`, dependents, and one step that emits nothing.
  private static String releasing(String... dependents) {
    return """
    version: "1"
    dependents:
    %s
    workflows:
      release:
        steps: [echo hello]
    """
        .formatted(
            String.join("\n", List.of(dependents).stream().map(d -> "  - repo: " + d).toList()));
  }

  private static List<String> repos(Plan plan) {
    return plan.repositories().stream().map(r -> r.repo().toString()).toList();
  }

  private static List<String> places(Plan.Refusal refusal) {
    return refusal.problems().stream()
        .map(p -> p.repo() + " " + p.file() + ":" + p.line() + " " + p.path())
        .toList();
  }

  private static List<String> messages(Plan.Refusal refusal) {
    return refusal.problems().stream().map(ManifestProblem::message).toList();
  }

  @Test
  void a_diamond_is_planned_in_topological_order_with_every_repository_pinned_once() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/core", releasing("acme/lib-b", "acme/lib-a"))
            .with("acme/lib-a", releasing("acme/bom"))
            .with("acme/lib-b", releasing("acme/bom:main"))
            .with("acme/bom", LEAF);

    // When
    Plan plan = given.planned("acme/core", "release");

    // Then
    assertThat(repos(plan))
        .containsExactly("acme/core:main", "acme/lib-b:main", "acme/lib-a:main", "acme/bom:main");
    assertThat(edges(plan))
        .containsExactly(
            edge("acme/core:main", "acme/lib-b:main", 0),
            edge("acme/core:main", "acme/lib-a:main", 1),
            edge("acme/lib-b:main", "acme/bom:main", 0),
            edge("acme/lib-a:main", "acme/bom:main", 0));
    assertThat(plan.repositories().getLast().manifest()).isEqualTo(ManifestTexts.digestOf(LEAF));
    assertThat(plan.hash()).matches("[0-9a-f]{64}");
  }

  @Test
  void the_hash_follows_the_content_and_nothing_else() {
    // Given
    Manifests given =
        new Manifests().with("acme/core", releasing("acme/lib")).with("acme/lib", LEAF);
    String before = given.planned("acme/core", "release").hash();

    // When
    String again = given.with("acme/other", LEAF).planned("acme/core", "release").hash();
    String changed =
        given.with("acme/lib", LEAF + "# changed\n").planned("acme/core", "release").hash();

    // Then
    assertThat(again).isEqualTo(before);
    assertThat(changed).isNotEqualTo(before);
  }

  @Test
  void workflows_of_an_edge_limit_what_travels_along_it() {
    // Given
    Manifests given =
        new Manifests()
            .with(
                "acme/core",
                """
                version: "1"
                dependents:
                  - repo: acme/nowhere
                    workflows: [nightly]
                  - repo: acme/lib
                    workflows: [release]
                workflows:
                  release: { steps: [echo hello] }
                  nightly: { steps: [echo hello] }
                """)
            .with("acme/lib", LEAF);

    // When
    Plan plan = given.planned("acme/core", "release");

    // Then
    assertThat(repos(plan)).containsExactly("acme/core:main", "acme/lib:main");
    assertThat(edges(plan)).containsExactly(edge("acme/core:main", "acme/lib:main", 1));
  }

  @Test
  void a_branch_with_a_slash_is_followed() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/core", releasing("acme/lib:feature/new/api"))
            .with("acme/lib", LEAF)
            .with("acme/lib:feature/new/api", LEAF + "# on the branch\n");

    // When
    Plan plan = given.planned("acme/core", "release");

    // Then
    assertThat(repos(plan)).containsExactly("acme/core:main", "acme/lib:feature/new/api");
    assertThat(plan.repositories().getLast().manifest())
        .isEqualTo(ManifestTexts.digestOf(LEAF + "# on the branch\n"));
  }

  @Test
  void every_problem_of_every_repository_is_told_at_once_in_a_fixed_order() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/core", releasing("acme/lib-a", "acme/libb", "acme/lib-c:gone"))
            .with("acme/lib-a", "version: \"1\"\nworkflows:\n  build: { steps: [make] }\n")
            .with("acme/lib-b", LEAF)
            .with("acme/lib-c", LEAF);

    // When
    Plan.Refusal refusal = given.refused("acme/core", "release");

    // Then
    assertThat(refusal.status()).isEqualTo(422);
    assertThat(places(refusal))
        .containsExactly(
            "acme/core:main tako.yml:3 dependents[0].repo",
            "acme/core:main tako.yml:4 dependents[1].repo",
            "acme/core:main tako.yml:5 dependents[2].repo");
    assertThat(messages(refusal))
        .containsExactly(
            "expected acme/lib-a:main to have a workflow 'release', found build",
            "expected a registered repository, found acme/libb, which is not",
            "expected acme/lib-c:gone to have a valid manifest, but that branch is not indexed");
    assertThat(refusal.problems().get(1).hint()).startsWith("Did you mean acme/lib-b or");
    assertThat(refusal.problems().get(1).rendered()).contains("- repo: acme/libb").contains("^");
  }

  @Test
  void an_invalid_manifest_is_told_with_its_own_problems() {
    // Given
    ManifestProblem own =
        new ManifestProblem(
            "acme/lib:main", "tako.yml", 7, 3, "workflows.x", "unknown key 'stepz'", null, null);
    Repository broken =
        Repository.registered(RepositoryRef.parse("acme/lib"), "file:///lib")
            .reached("main")
            .with(
                Branch.unindexed("main")
                    .rejected(new Rejection("c0ffee", "tako.yml has a problem", List.of(own))));
    Manifests given = new Manifests().with("acme/core", releasing("acme/lib")).with(broken);

    // When
    Plan.Refusal refusal = given.refused("acme/core", "release");

    // Then
    assertThat(places(refusal))
        .containsExactly(
            "acme/core:main tako.yml:3 dependents[0].repo", "acme/lib:main tako.yml:7 workflows.x");
  }

  @Test
  void a_rejected_newest_commit_leaves_the_last_good_manifest_in_the_plan_with_a_warning() {
    // Given
    Manifests given =
        new Manifests().with("acme/core", releasing("acme/lib")).with("acme/lib", LEAF);
    Repository lib = given.graph().find("acme/lib").orElseThrow();
    Branch main = lib.ofDefaultBranch().orElseThrow();
    given.with(lib.with(main.rejected(new Rejection("c0ffee", "a problem", List.of()))));

    // When
    Plan plan = given.planned("acme/core", "release");

    // Then
    assertThat(repos(plan)).contains("acme/lib:main");
    assertThat(plan.warnings())
        .singleElement()
        .asString()
        .contains("acme/lib:main", "c0ffee", "a problem");
  }

  @Test
  void a_cycle_over_dependents_names_the_file_and_line_of_the_closing_edge() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/a", releasing("acme/b"))
            .with("acme/b", releasing("acme/leaf", "acme/a"))
            .with("acme/leaf", LEAF);

    // When
    Plan.Refusal refusal = given.refused("acme/a", "release");

    // Then
    assertThat(messages(refusal))
        .containsExactly("circular dependency detected: acme/a -> acme/b -> acme/a");
    assertThat(places(refusal)).containsExactly("acme/b:main tako.yml:4 dependents[1].repo");
  }

  @Test
  void a_cycle_over_events_names_the_subscription_that_closes_it() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/a", reacting("acme/b:default", "b_done", "release", "a_done"))
            .with("acme/b", reacting("acme/a:default", "a_done", "update", "b_done"));

    // When
    Plan.Refusal refusal = given.refused("acme/a", "release");

    // Then
    assertThat(messages(refusal))
        .containsExactly(
            "circular dependency detected: acme/a release -> acme/b update -> acme/a release");
    assertThat(places(refusal)).containsExactly("acme/a:main tako.yml:3 subscriptions[0]");
  }

  @Test
  void a_reaction_does_not_travel_so_a_dependent_may_cause_a_reaction_in_its_parent() {
    // Given
    Manifests given =
        new Manifests()
            .with(
                "acme/core",
                """
                version: "1"
                dependents:
                  - repo: acme/lib
                subscriptions:
                  - { artifact: "acme/lib:default", events: [lib_released], workflow: note }
                workflows:
                  release: { steps: [echo hello] }
                  note: { steps: [echo noted] }
                """)
            .with("acme/lib", reacting("acme/none:default", "never", "release", "lib_released"));

    // When
    Plan plan = given.planned("acme/core", "release");

    // Then
    assertThat(repos(plan)).containsExactly("acme/core:main", "acme/lib:main");
    assertThat(plan.subscriptions()).containsExactly(new PlannedSubscription(0, 0, 0));
  }

  @Test
  void subscribers_are_followed_through_the_events_of_what_they_run() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/api", reacting("acme/none:default", "never", "release", "api_published"))
            .with("acme/zoo", reacting("acme/client:default", "client_built", "deploy", "zoo_up"))
            .with(
                "acme/client",
                reacting("acme/api:default", "api_published", "build_it", "client_built"))
            .with("acme/idle", reacting("acme/api:other", "api_published", "build_it", "x_done"))
            .with("acme/old", ranged("acme/api:default", "api_published", "^2.0.0"))
            .with("acme/new", ranged("acme/api:default", "api_published", "^1.0.0"));

    // When
    Plan plan = given.planned("acme/api", "release");

    // Then
    assertThat(repos(plan))
        .containsExactly("acme/api:main", "acme/new:main", "acme/client:main", "acme/zoo:main");
    assertThat(plan.artifacts()).containsExactly("acme/api:default", "acme/client:default");
    assertThat(plan.subscriptions())
        .as("of new, client and zoo")
        .containsExactly(
            new PlannedSubscription(1, 0, 0),
            new PlannedSubscription(2, 0, 0),
            new PlannedSubscription(3, 0, 1));
    assertThat(plan.excluded())
        .containsExactly(
            new ExcludedSubscription(
                RepositoryRef.parse("acme/old:main"),
                0,
                "update",
                "acme/api:default",
                "api_published",
                "^2.0.0"));
  }

  @Test
  void a_missing_required_input_is_told_for_the_root_and_for_dependents() {
    // Given
    Manifests given =
        new Manifests()
            .with(
                "acme/core",
                """
                version: "1"
                dependents:
                  - repo: acme/lib
                  - repo: acme/mapped
                    inputs: { version: "{{ .inputs.version }}", vresion: x }
                workflows:
                  release:
                    inputs:
                      version: { type: string, required: true }
                      bump: { type: string, validation: { enum: [major, minor] } }
                    steps:
                      - id: publish
                        run: make
                        produces: { events: [{ type: core_released, schema_version: 1.0.0 }] }
                """)
            .with("acme/lib", requiring("target"))
            .with("acme/mapped", requiring("version"));

    // When
    Plan.Refusal refusal = given.refused("acme/core", "release", Map.of("bump", "patch"));

    // Then
    assertThat(places(refusal))
        .containsExactly(
            "acme/core:main tako.yml:3 dependents[0].inputs",
            "acme/core:main tako.yml:4 dependents[1].inputs.vresion",
            "acme/core:main tako.yml:7 workflows.release.inputs",
            "acme/core:main tako.yml:7 workflows.release.inputs");
    assertThat(String.join("\n", messages(refusal)))
        .contains("'target'", "'vresion'", "'version'", "major");
  }

  @Test
  void a_chain_over_ten_deep_is_refused_and_from_seven_on_there_is_a_warning() {
    // Given
    Manifests given = new Manifests();
    for (int i = 0; i < 12; i++) {
      given.with("acme/r" + i, i == 11 ? LEAF : releasing("acme/r" + (i + 1)));
    }

    // When
    Plan six = given.planned("acme/r5", "release");
    Plan seven = given.planned("acme/r4", "release");
    Plan ten = given.planned("acme/r1", "release");
    Plan.Refusal eleven = given.refused("acme/r0", "release");

    // Then
    assertThat(six.warnings()).isEmpty();
    assertThat(seven.warnings()).singleElement().asString().startsWith("the plan is 7 deep");
    assertThat(ten.warnings()).hasSize(1);
    assertThat(messages(eleven))
        .singleElement()
        .asString()
        .startsWith("expected a depth of at most 10, found 11: acme/r0 -> acme/r1");
    assertThat(places(eleven)).containsExactly("acme/r10:main tako.yml:3 dependents[0]");
  }

  @Test
  void what_is_not_supported_yet_is_refused_where_the_plan_uses_it_and_only_there() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/core", releasing("acme/lib"))
            .with(
                "acme/lib",
                """
                version: "1"
                workflows:
                  release:
                    image: eclipse-temurin:25
                    steps: [echo hello]
                  other:
                    image: eclipse-temurin:25
                    steps: [echo hello]
                """);

    // When
    Plan.Refusal refusal = given.refused("acme/core", "release");

    // Then
    assertThat(places(refusal)).containsExactly("acme/lib:main tako.yml:4 workflows.release.image");
    assertThat(
            given
                .graph()
                .manifest(RepositoryRef.parse("acme/lib"))
                .orElseThrow()
                .manifest()
                .notSupportedYet())
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { run: ls, network: none } | network
          { run: ls, capabilities: [CAP_CHOWN] } | capabilities
          { run: ls, security_profile: strict } | security_profile
          { run: ls, volumes: [{ source: a, destination: /a }] } | volumes
          { run: ls, cache_key_files: a } | cache_key_files
          { run: ls, resources: { mem_limit: 1Gi } } | resources
          { run: ls, long_running: true } | long_running
          { uses: tako/create-pull-request@v1, with: { title: a, head: b } } | tako/create-pull-request@v1
          { uses: tako/poll@v1, with: { target: step, step_id: first } } | tako/poll@v1
          """)
  void what_cannot_be_carried_out_is_refused_with_the_reason_and_what_to_do(
      String step, String what) {
    // Given
    Manifests given =
        new Manifests()
            .with(
                "acme/core",
                """
                version: "1"
                workflows:
                  release:
                    secrets: [A]
                    steps:
                      - { id: first, run: ls, network: default, long_running: false, env: { B: A } }
                      - { uses: tako/checkout@v1, with: { ref: main } }
                      - { uses: tako/update-dependency@v1, with: { name: a, version: "1" } }
                      - %s
                """
                    .formatted(step));

    // When
    Plan.Refusal refusal = given.refused("acme/core", "release");

    // Then
    assertThat(messages(refusal))
        .singleElement()
        .asString()
        .startsWith("'" + what + "' is not supported yet: ");
    assertThat(refusal.problems().getFirst().hint()).isNotBlank();
  }

  @Test
  void an_unknown_workflow_is_refused_with_the_known_ones() {
    // Given
    Manifests given = new Manifests().with("acme/core", LEAF);

    // When
    Plan.Refusal refusal = given.refused("acme/core", "relaese");

    // Then
    assertThat(messages(refusal)).containsExactly("expected a workflow 'relaese', found release");
    assertThat(refusal.problems().getFirst().hint()).startsWith("Did you mean release?");
  }

  @Test
  void a_workflow_whose_on_has_no_exec_is_not_started_by_its_name() {
    // Given
    Manifests given =
        new Manifests()
            .with(
                "acme/a",
                """
                version: "1"
                workflows:
                  release:
                    on: [push, { schedule: "0 3 * * *" }]
                    steps: [ls]
                """);
    RepositoryRef repo = RepositoryRef.parse("acme/a");
    IndexedManifest root = given.graph().manifest(repo).orElseThrow();
    Planner.Limits limits = new Planner.Limits(7, 10);

    // When
    Planner.Outcome byName =
        Planner.plan(
            given.graph(), root, new Plan.Request(repo, "release", null, Map.of(), true), limits);
    Planner.Outcome otherwise =
        Planner.plan(
            given.graph(), root, new Plan.Request(repo, "release", null, Map.of()), limits);

    // Then
    assertThat(otherwise).isInstanceOf(Planner.Planned.class);
    assertThat(byName)
        .isInstanceOfSatisfying(
            Planner.Refused.class,
            refused ->
                assertThat(refused.refusal().problems())
                    .singleElement()
                    .satisfies(problem -> {
                      assertThat(problem.message())
                          .isEqualTo(
                              "expected exec in 'on' of workflow 'release', because it is started by its name, found push, schedule");
                      assertThat(problem.line()).isEqualTo(3);
                    }));
  }

  @Test
  void the_root_counts_as_it_is_at_the_asked_commit_also_as_a_subscriber() {
    // Given
    Manifests given =
        new Manifests()
            .with("acme/a", reacting("acme/a:default", "a_done", "note", "noted"))
            .with("acme/b", LEAF);
    IndexedManifest older =
        Manifests.indexed("acme/a", reacting("acme/none:default", "never", "release", "a_done"));

    // When
    Planner.Outcome outcome =
        Planner.plan(
            given.graph(),
            older,
            new Plan.Request(RepositoryRef.parse("acme/a"), "release", older.commit(), Map.of()),
            new Planner.Limits(7, 10));

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Planner.Planned.class,
            planned -> {
              assertThat(planned.plan().subscriptions()).isEmpty();
              assertThat(planned.plan().repositories().getFirst().commit())
                  .isEqualTo(older.commit());
            });
  }

  private static List<String> edges(Plan plan) {
    return plan.dependents().stream()
        .map(e -> edge(repos(plan).get(e.from()), repos(plan).get(e.to()), e.index()))
        .toList();
  }

  private static String edge(String from, String to, int index) {
    return "%s -> %s (%d)".formatted(from, to, index);
  }

  private static String reacting(String artifact, String on, String workflow, String emits) {
    return """
    version: "1"
    subscriptions:
      - { artifact: "%s", events: [%s], workflow: %s }
    workflows:
      %s:
        steps:
          - id: only
            run: echo hello
            produces: { events: [{ type: %s, schema_version: 1.2.0 }] }
    """
        .formatted(artifact, on, workflow, workflow, emits);
  }

  private static String ranged(String artifact, String on, String range) {
    return """
    version: "1"
    subscriptions:
      - { artifact: "%s", events: [%s], schema_version: "%s", workflow: update }
    workflows:
      update: { steps: [echo hello] }
    """
        .formatted(artifact, on, range);
  }

  private static String requiring(String input) {
    return """
    version: "1"
    workflows:
      release:
        inputs: { %s: { type: string, required: true } }
        steps: [echo hello]
    """
        .formatted(input);
  }
}
