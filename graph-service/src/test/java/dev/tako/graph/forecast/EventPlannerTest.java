package dev.tako.graph.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.EventPlan;
import dev.tako.contract.EventPlan.Candidate;
import dev.tako.contract.Plan;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Manifests;
import dev.tako.graph.plan.Planner;
import dev.tako.manifest.Manifest;
import dev.tako.manifest.ManifestParser;
import dev.tako.manifest.RepositoryRef;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPlannerTest {
  private static final Planner.Limits LIMITS = new Planner.Limits(7, 10);

  private static final String PROTO =
      """
      version: "1"
      artifacts:
        api: { path: version.txt, ecosystem: generic }
      subscriptions:
        - artifact: acme/app:default
          events: [app_checked]
          workflow: note
      workflows:
        note: { steps: [echo noted] }
      """;

  private static final String APP =
      """
      version: "1"
      subscriptions:
        - artifact: acme/proto:api
          events: [api_published]
          schema_version: ^1.0.0
          filters: ["event.payload.version != '0.0.0'"]
          workflow: check
          inputs: { version: "{{ .event.payload.version }}" }
        - artifact: acme/proto:api
          events: [api_published]
          schema_version: ^2.0.0
          workflow: check
          inputs: { version: "{{ .event.payload.version }}" }
      workflows:
        check:
          inputs: { version: { type: string, required: true } }
          steps:
            - uses: tako/fan-out@v1
              with: { event_type: app_checked }
      """;

  private static final String WEB =
      """
      version: "1"
      subscriptions:
        - artifact: acme/proto:api
          events: [api_published, api_withdrawn]
          workflow: regenerate
        - artifact: vendor/images:default
          events: [image_published]
          workflow: rebuild
        - artifact: vendor/tools:default
          events: [image_published]
          workflow: rebuild
      workflows:
        regenerate: { steps: [./generate.sh] }
        rebuild: { steps: [./rebuild.sh] }
      """;

  private static Manifests organisation() {
    return new Manifests().with("acme/proto", PROTO).with("acme/app", APP).with("acme/web", WEB);
  }

  private static EventPlan.Request request(@Nullable String artifact, String type) {
    return new EventPlan.Request(artifact, type, "1.0.0", List.of("version"), null);
  }

  private static EventPlan.Request onlyOf(
      @Nullable String artifact, String type, String repo, String workflow) {
    return new EventPlan.Request(
        artifact,
        type,
        "1.0.0",
        List.of("version"),
        new EventPlan.Only(RepositoryRef.parse(repo), workflow));
  }

  private static EventPlan planned(Manifests given, EventPlan.Request request) {
    return switch (EventPlanner.plan(given.graph(), request, LIMITS)) {
      case EventPlanner.Planned(EventPlan plan, _) -> plan;
      case EventPlanner.Refused(Plan.Refusal refusal) -> throw new AssertionError(refusal);
    };
  }

  private static String refused(Manifests given, EventPlan.Request request) {
    return switch (EventPlanner.plan(given.graph(), request, LIMITS)) {
      case EventPlanner.Planned(EventPlan plan, _) -> throw new AssertionError(plan);
      case EventPlanner.Refused(Plan.Refusal refusal) -> {
        assertThat(refusal.status()).isEqualTo(422);
        yield refusal.detail()
            + (refusal.problems().isEmpty() ? "" : " " + refusal.problems().getFirst().hint());
      }
    };
  }

  @Test
  void an_event_is_planned_with_everyone_it_can_reach_and_none_of_its_values() {
    // Given
    Manifests given = organisation();

    // When
    EventPlan planned = planned(given, request("acme/proto:api", "api_published"));

    // Then
    Plan plan = planned.plan();
    assertThat(plan.repo()).hasToString("acme/proto");
    assertThat(plan.workflow()).isEqualTo("api_published");
    assertThat(plan.repositories().stream().map(r -> r.repo().toString()))
        .as("the root, and the same repository again as one that reacts in the end")
        .containsExactly("acme/proto", "acme/web:main", "acme/app:main", "acme/proto:main");
    assertThat(plan.repositories().getFirst().commit()).isEmpty();
    assertThat(subscriptions(plan)).containsExactly("acme/web 0", "acme/app 0", "acme/proto 0");
    assertThat(planned.candidates())
        .containsExactly(
            new Candidate(RepositoryRef.parse("acme/app:main"), 0, "check"),
            new Candidate(RepositoryRef.parse("acme/web:main"), 0, "regenerate"));
  }

  @Test
  void events_of_the_same_shape_share_a_plan_whatever_the_order_of_their_fields() {
    // Given
    Manifests given = organisation();
    var one =
        new EventPlan.Request("acme/proto:api", "api_published", "1.0.0", List.of("a", "b"), null);
    var other =
        new EventPlan.Request("acme/proto:api", "api_published", "1.0.0", List.of("b", "a"), null);

    // When
    String hash = planned(given, one).plan().hash();

    // Then
    assertThat(planned(given, other).plan().hash()).isEqualTo(hash);
    assertThat(planned(given, request("acme/proto:api", "api_published")).plan().hash())
        .isNotEqualTo(hash);
  }

  @Test
  void a_repository_nobody_registered_may_be_where_an_event_comes_from() {
    // When
    EventPlan planned = planned(organisation(), request("vendor/images", "image_published"));

    // Then
    assertThat(planned.plan().repo()).hasToString("vendor/images");
    assertThat(planned.candidates())
        .containsExactly(new Candidate(RepositoryRef.parse("acme/web:main"), 1, "rebuild"));
  }

  @Test
  void an_event_nobody_subscribes_to_has_a_plan_of_its_root_alone() {
    // When
    EventPlan planned = planned(organisation(), request("vendor/images", "image_withdrawn"));

    // Then
    assertThat(planned.candidates()).isEmpty();
    assertThat(planned.plan().repositories()).hasSize(1);
  }

  @Test
  void a_chain_that_comes_back_to_where_it_began_is_refused() {
    // Given
    Manifests given =
        organisation()
            .with(
                "acme/proto",
                PROTO.replace(
                    "note: { steps: [echo noted] }",
                    "note: { steps: [{ uses: tako/fan-out@v1, with: { event_type: api_published, artifact: api } }] }"));

    // When
    String refusal = refused(given, request("acme/proto:api", "api_published"));

    // Then
    assertThat(refusal)
        .contains(
            "circular dependency detected: acme/app check -> acme/proto note -> acme/app check");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acme/proto:apis | api_published | 1.0.0 | expected acme/proto to put out an artifact 'apis', found api, default | Did you mean api?",
        "acme/proto:api  | ApiPublished  | 1.0.0 | snake_case | write 'api_published'",
        "acme/proto:api  | api_published | 1.0   | expected a schema version as x.y.z, found '1.0' | x.y.z",
        "acme            | api_published | 1.0.0 | expected an artifact as owner/repo:artifact | 'acme:default'",
      })
  void what_is_no_event_is_refused_with_what_was_expected(
      String artifact, String type, String version, String expected, String hint) {
    // When
    String refusal =
        refused(organisation(), new EventPlan.Request(artifact, type, version, List.of(), null));

    // Then
    assertThat(refusal).contains(expected).contains(hint);
  }

  @Test
  void with_one_subscriber_asked_for_nobody_else_reacts_and_its_artifact_need_not_be_named() {
    // When
    EventPlan planned = planned(organisation(), onlyOf(null, "api_published", "acme/app", "check"));

    // Then
    assertThat(planned.plan().repo()).hasToString("acme/proto");
    assertThat(planned.candidates())
        .containsExactly(new Candidate(RepositoryRef.parse("acme/app:main"), 0, "check"));
    assertThat(subscriptions(planned.plan()))
        .as("what it sets off goes on")
        .containsExactly("acme/app 0", "acme/proto 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image_published | acme/web       | rebuild    | of vendor/images:default and of vendor/tools:default; say which",
        "api_publishd    | acme/web       | regenerate | found api_published, api_withdrawn of acme/proto:api Did you mean api_published?",
        "api_published   | acme/web       | regenrate  | expected a workflow 'regenrate', found regenerate, rebuild Did you mean regenerate?",
        "api_published   | acme/web:other | regenerate | expected acme/web:main, whose subscriptions count, found branch 'other'",
        "api_published   | acme/proto     | note       | that starts note on api_published, found app_checked of acme/app:default",
      })
  void a_subscriber_that_cannot_react_is_refused_with_what_it_listens_to(
      String type, String repo, String workflow, String expected) {
    // When
    String refusal = refused(organisation(), onlyOf(null, type, repo, workflow));

    // Then
    assertThat(refusal).contains(expected);
  }

  @Test
  void a_forecast_says_with_values_which_part_of_a_filter_keeps_a_subscriber_away() {
    // Given
    Manifests given = organisation();
    EventPlan.Request request = onlyOf(null, "api_published", "acme/app", "check");

    // When
    String excluded = told(given, request, Map.of("version", "0.0.0"));
    String certain = told(given, request, Map.of("version", "1.4.0"));

    // Then
    assertThat(excluded)
        .contains("emits api_published 1.0.0 of acme/proto:api: version = \"0.0.0\"")
        .contains("excluded acme/app:main check (tako.yml:3 subscriptions[0])\n")
        .contains(
            "─ filter event.payload.version != '0.0.0' was false: event.payload.version = '0.0.0'")
        .doesNotContain("acme/web");
    assertThat(certain)
        .contains("certain  acme/app:main check")
        .contains("inputs: version = \"1.4.0\"")
        .contains("emits app_checked 1.0.0 of acme/app:default");
  }

  @Test
  void a_field_of_any_name_is_a_template_of_the_root() {
    // Given
    List<String> names =
        List.of(
            "plain",
            "with-hyphen",
            "a.b",
            "a\"b'c",
            "}}",
            "{{ x }}",
            "über",
            "😀",
            "\\",
            "1st",
            "a b\n");
    var request = new EventPlan.Request("vendor/images", "image_published", "1.0.0", names, null);

    // When
    var outcome = EventPlanner.plan(organisation().graph(), request, LIMITS);

    // Then
    IndexedManifest root = ((EventPlanner.Planned) outcome).root();
    Manifest manifest = ManifestParser.parse("tako.yml", root.source()).manifest();
    var event =
        IndexedManifest.of(root.repo(), "", "", Objects.requireNonNull(manifest))
            .eventsOf("image_published")
            .getFirst();
    assertThat(event.payload().keySet()).containsExactlyInAnyOrderElementsOf(names);
  }

  private static String told(
      Manifests given, EventPlan.Request request, Map<String, Object> payload) {
    return switch (EventPlanner.forecast(given.graph(), request, payload, LIMITS)) {
      case Forecaster.Told(Forecast forecast) -> ForecastText.of(forecast);
      case Forecaster.Refused(Plan.Refusal refusal) -> throw new AssertionError(refusal);
    };
  }

  private static List<String> subscriptions(Plan plan) {
    return plan.subscriptions().stream()
        .map(s -> plan.repositories().get(s.subscriber()).repo().fullName() + " " + s.index())
        .toList();
  }
}
