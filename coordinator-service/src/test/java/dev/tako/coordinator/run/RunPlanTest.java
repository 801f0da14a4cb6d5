package dev.tako.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tako.contract.ManifestTexts;
import dev.tako.contract.Plan;
import dev.tako.contract.Plan.PlannedDependent;
import dev.tako.contract.Plan.PlannedRepository;
import dev.tako.contract.Plan.PlannedSubscription;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.Workflow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunPlanTest {
  private static final String CORE =
      """
      version: "1"
      workflows:
        release: { steps: [{ id: build, run: make }] }
      """;

  private static final int LISTENERS = 1_000;

  /// The digests of each question to the database.
  private final List<Collection<String>> questions = new ArrayList<>();

  private final Map<String, String> stored = new HashMap<>();

  private Map<String, String> read(Collection<String> digests) {
    questions.add(List.copyOf(digests));
    Map<String, String> found = new HashMap<>(stored);
    found.keySet().retainAll(digests);
    return found;
  }

  private String store(String text) {
    String digest = ManifestTexts.digestOf(text);
    stored.put(digest, text);
    return digest;
  }

  private static RepositoryRef listener(int number) {
    return Org.ref("listener-" + number);
  }

  private static String listening(int number, String event) {
    return """
    version: "1"
    subscriptions: [{ artifact: "acme/core:default", events: [%s], workflow: release }]
    workflows: { release: { steps: [make %d] } }
    """
        .formatted(event, number);
  }

  /// A root, with a thousand that listen to it and depend on it.
  private Plan plan(String event) {
    List<PlannedRepository> repositories = new ArrayList<>();
    List<PlannedDependent> dependents = new ArrayList<>();
    List<PlannedSubscription> subscriptions = new ArrayList<>();
    repositories.add(new PlannedRepository(Org.ref("core"), "", "", store(CORE)));
    for (int i = 0; i < LISTENERS; i++) {
      String digest = store(listening(i, event));
      subscriptions.add(new PlannedSubscription(repositories.size(), 0, 0));
      dependents.add(new PlannedDependent(0, repositories.size(), i));
      repositories.add(new PlannedRepository(listener(i), "", "", digest));
    }
    return new Plan(
        "hash",
        Org.ref("core"),
        "release",
        repositories,
        dependents,
        List.of("acme/core:default"),
        subscriptions,
        List.of(),
        List.of());
  }

  private Manifests manifests(long most) {
    return new Manifests(this::read, most);
  }

  @Test
  void making_a_plan_ready_reads_no_manifest() {
    // Given
    Plan plan = plan("build_completed");

    // When
    RunPlan ready = new RunPlan(plan, manifests(Long.MAX_VALUE));

    // Then
    assertThat(questions).isEmpty();
    assertThat(ready.weight()).isEqualTo(1 + 3 * LISTENERS);
    assertThat(ready.parentsOf(listener(7))).containsExactly(Org.ref("core"));
    assertThat(ready.placeOf(listener(7))).isEqualTo(7);
    assertThat(questions).isEmpty();
  }

  @Test
  void whether_anybody_listens_is_found_out_without_reading_them_all() {
    // Given
    RunPlan ready = new RunPlan(plan("build_completed"), manifests(Long.MAX_VALUE));
    Workflow release = ready.workflow(Org.ref("core"), "release");
    questions.clear();

    // When
    boolean somebody = ready.hasCandidates(Org.ref("core"), release, release.steps().getFirst());

    // Then
    assertThat(somebody).isTrue();
    assertThat(questions).containsExactly(List.of(ready.repository(listener(0)).manifest()));
  }

  @Test
  void all_subscribers_of_an_artifact_are_read_in_a_few_questions_and_once() {
    // Given
    RunPlan ready = new RunPlan(plan("tests_completed"), manifests(Long.MAX_VALUE));
    Workflow release = ready.workflow(Org.ref("core"), "release");
    questions.clear();

    // When
    boolean somebody = ready.hasCandidates(Org.ref("core"), release, release.steps().getFirst());
    List<RepositoryRef> subscribers = new ArrayList<>();
    ready.subscribersOf("acme/core:default").forEach(found -> subscribers.add(found.repo()));

    // Then
    assertThat(somebody).isFalse();
    assertThat(subscribers).hasSize(LISTENERS).startsWith(listener(0), listener(1));
    assertThat(questions).hasSizeLessThan(10);
    assertThat(questions.stream().mapToInt(Collection::size).sum()).isEqualTo(LISTENERS);
  }

  @Test
  void followers_come_in_order_and_are_read_before_they_are_needed() {
    // Given
    RunPlan ready = new RunPlan(plan("build_completed"), manifests(Long.MAX_VALUE));

    // When
    List<String> steps = new ArrayList<>();
    for (RepositoryRef follower : ready.followers()) {
      steps.add(ready.workflow(follower, "release").steps().getFirst().toString());
    }

    // Then
    assertThat(steps).hasSize(LISTENERS);
    assertThat(steps.get(999)).contains("make 999");
    assertThat(questions).hasSizeLessThan(10);
  }

  @Test
  void plans_share_the_manifests_they_have_in_common() {
    // Given
    Manifests manifests = manifests(Long.MAX_VALUE);
    RunPlan before = new RunPlan(plan("build_completed"), manifests);
    before.subscribersOf("acme/core:default").forEach(_ -> {});
    questions.clear();

    // When
    RunPlan after = new RunPlan(plan("build_completed"), manifests);
    after.subscribersOf("acme/core:default").forEach(_ -> {});

    // Then
    assertThat(questions).isEmpty();
    assertThat(after.workflow(listener(3), "release"))
        .isSameAs(before.workflow(listener(3), "release"));
  }

  @Test
  void manifests_that_do_not_all_fit_are_read_again_where_they_are_needed_again() {
    // Given
    RunPlan ready = new RunPlan(plan("build_completed"), manifests(20_000));
    ready.subscribersOf("acme/core:default").forEach(_ -> {});
    questions.clear();

    // When
    Workflow last = ready.workflow(listener(LISTENERS - 1), "release");
    Workflow first = ready.workflow(listener(0), "release");

    // Then
    assertThat(last.steps().getFirst().toString()).contains("make 999");
    assertThat(first.steps().getFirst().toString()).contains("make 0");
    assertThat(questions).containsExactly(List.of(ready.repository(listener(0)).manifest()));
  }

  @Test
  void a_manifest_that_is_missing_or_wrong_is_told_when_it_is_needed_and_harms_no_other() {
    // Given
    Plan plan = plan("build_completed");
    String missing = plan.repositories().get(1).manifest();
    String wrong = plan.repositories().get(2).manifest();
    stored.remove(missing);
    stored.put(wrong, "version: 3");
    Manifests manifests = manifests(Long.MAX_VALUE);
    RunPlan ready = new RunPlan(plan, manifests);

    // When
    manifests.readAhead(plan.repositories().stream().map(PlannedRepository::manifest).toList());

    // Then
    assertThat(ready.workflow(listener(5), "release").steps()).hasSize(1);
    assertThatThrownBy(() -> ready.workflow(listener(0), "release"))
        .hasMessageContaining("Expected the text of manifest " + missing);
    assertThatThrownBy(() -> ready.workflow(listener(1), "release"))
        .hasMessageContaining("Expected manifest " + wrong + " to be valid");
  }
}
