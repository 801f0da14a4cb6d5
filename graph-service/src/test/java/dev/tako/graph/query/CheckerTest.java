package dev.tako.graph.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Manifests;
import dev.tako.graph.plan.Planner;
import dev.tako.manifest.RepositoryRef;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CheckerTest {
  private static final String CORE =
      """
      version: "1"
      artifacts: { api: { path: api.yml } }
      dependents: [{ repo: acme/app }]
      workflows:
        release:
          inputs: { level: { type: string, default: patch } }
          steps:
            - id: publish
              run: ./publish.sh
              produces:
                artifact: api
                outputs: { version: from_stdout }
                events:
                  - type: api_published
                    schema_version: 1.2.0
                    payload: { version: "{{ .outputs.version }}", kind: api }
      """;

  private static final String SUBSCRIBER =
      """
      version: "1"
      subscriptions:
        - artifact: acme/core:api
          events: [api_published]
          schema_version: "^1.0.0"
          filters: ["event.payload.kind == 'api'"]
          workflow: adopt
          inputs: { version: "{{ .event.payload.version }}" }
      workflows:
        adopt:
          inputs: { version: { type: string, required: true } }
          steps: [echo hello]
      """;

  private static final String APP =
      """
      version: "1"
      workflows:
        release:
          inputs: { level: { type: string, default: patch } }
          steps: [echo hello]
      """;

  private static final String PARENT =
      """
      version: "1"
      dependents: [{ repo: acme/core, workflows: [release], inputs: { level: major } }]
      workflows: { release: { steps: [echo hello] } }
      """;

  private static String checked(String changed) {
    return checked("acme/core", changed);
  }

  private static String checkedAmong(String subscriber, String changed) {
    return checked("acme/core", changed, subscriber);
  }

  private static String checked(String repo, String changed) {
    return checked(repo, changed, SUBSCRIBER);
  }

  private static String checked(String repo, String changed, String subscriber) {
    Graph graph =
        new Manifests()
            .with("acme/core", CORE)
            .with("acme/lib", subscriber)
            .with("acme/app", APP)
            .with("acme/parent", PARENT)
            .graph();
    IndexedManifest before = graph.manifest(RepositoryRef.parse(repo)).orElseThrow();
    Check check =
        Checker.check(graph, before, Manifests.indexed(repo, changed), new Planner.Limits(7, 10));
    return check.breaks().stream()
        .map(found ->
            "%s %s:%d %s\n  %s\n"
                .formatted(found.repo(), found.file(), found.line(), found.path(), found.message()))
        .collect(Collectors.joining());
  }

  @Test
  void a_change_that_keeps_its_events_breaks_nothing() {
    // Given
    String changed = CORE.replace("1.2.0", "1.3.0").replace("kind: api", "kind: api, more: x");

    // When
    String text = checked(changed);

    // Then
    assertThat(text).isEmpty();
  }

  @Test
  void an_event_that_is_gone_breaks_who_listens_for_it() {
    // Given
    String changed = CORE.replace("api_published", "api_released");

    // When
    String text = checked(changed);

    // Then
    assertThat(text)
        .isEqualTo(
            """
            acme/lib:main tako.yml:3 subscriptions[0]
              no workflow emits api_published of acme/core:api any more
            """);
  }

  @Test
  void a_schema_version_out_of_range_breaks_who_understands_the_old_one() {
    // Given
    String changed = CORE.replace("1.2.0", "2.0.0");

    // When
    String text = checked(changed);

    // Then
    assertThat(text)
        .contains(
            "api_published of release step publish would not start it any more:"
                + " schema_version ^1.0.0 does not admit 2.0.0");
  }

  @Test
  void a_payload_field_that_is_gone_breaks_the_input_that_reads_it() {
    // Given
    String changed = CORE.replace("version: \"{{ .outputs.version }}\", ", "");

    // When
    String text = checked(changed);

    // Then
    assertThat(text)
        .contains("inputs.version reads event.payload.version, and the payload has only kind");
  }

  @Test
  void a_constant_that_a_filter_refuses_breaks_the_subscription() {
    // Given
    String changed = CORE.replace("kind: api }", "kind: schema }");

    // When
    String text = checked(changed);

    // Then
    assertThat(text)
        .contains("filter event.payload.kind == 'api' was false: event.payload.kind = 'schema'");
  }

  @Test
  void a_workflow_or_input_that_is_gone_refuses_those_who_hand_on_to_it() {
    // Given
    String renamed = CORE.replace("  release:", "  ship:");
    String without = CORE.replace("    inputs: { level: { type: string, default: patch } }\n", "");

    // When
    String first = checked(renamed);
    String second = checked(without);

    // Then
    assertThat(first)
        .contains(
            """
            acme/parent:main tako.yml:2 dependents[0].repo
              release of acme/parent:main would be refused: expected acme/core:main to have a workflow 'release', found ship
            """);
    assertThat(second)
        .contains("expected an input of workflow 'release' of acme/core:main, found 'level'");
  }

  @Test
  void
      a_cycle_that_would_reject_the_manifest_is_told_once_even_if_it_leads_through_a_new_workflow() {
    // Given
    String reacting =
        "subscriptions: [{ artifact: \"acme/lib:default\", events: [adopted], workflow: %s }]\n";
    String emitting =
        SUBSCRIBER.replace(
            "steps: [echo hello]",
            "steps: [{ id: only, run: echo hello, produces: { events: [{ type: adopted }] } }]");
    String closing = CORE.replace("workflows:\n", reacting.formatted("release") + "workflows:\n");
    String another =
        CORE + CORE.substring(CORE.indexOf("  release:")).replace("release:", "again:");
    String closingAnother =
        another.replace("workflows:\n", reacting.formatted("again") + "workflows:\n");

    // When
    String own = checkedAmong(emitting, closing);
    String added = checkedAmong(emitting, closingAnother);

    // Then
    String told =
        """
        acme/core:main tako.yml:4 subscriptions[0]
          the manifest would be rejected: circular dependency detected:\
         acme/core %1$s -> acme/lib adopt -> acme/core %1$s
        """;
    assertThat(own).isEqualTo(told.formatted("release"));
    assertThat(added).isEqualTo(told.formatted("again"));
  }

  @Test
  void a_dependent_that_cannot_be_planned_is_refused() {
    // Given
    String changed = CORE.replace("acme/app }", "acme/gone }");

    // When
    String text = checked(changed);

    // Then
    assertThat(text)
        .contains(
            "release of acme/core:main would be refused: expected a registered repository, found"
                + " acme/gone, which is not");
  }

  @Test
  void a_payload_field_of_another_type_breaks_the_filter_that_compares_it() {
    // Given
    String changed = CORE.replace("kind: api }", "kind: 7 }");

    // When
    String text = checked(changed);

    // Then
    assertThat(text)
        .contains(
            "api_published of release step publish would not start it any more: filters[0]"
                + " event.payload.kind == 'api' can never be evaluated: '==' does not take a number"
                + " and a string; event.payload.kind is a number");
  }

  @Test
  void a_new_filter_that_can_never_be_true_is_found_in_the_subscriber() {
    // Given
    String changed = SUBSCRIBER.replace("kind == 'api'", "version > 3");

    // When
    String text = checked("acme/lib", changed);

    // Then
    assertThat(text)
        .isEqualTo(
            """
            acme/lib:main tako.yml:3 subscriptions[0]
              api_published of release step publish would not start it: filters[0]\
             event.payload.version > 3 can never be evaluated: '>' does not take a string and a\
             number; event.payload.version is a string
            """);
  }

  @Test
  void a_new_subscription_to_an_event_that_nobody_emits_is_found() {
    // Given
    String changed = SUBSCRIBER.replace("[api_published]", "[api_publised, api_gone]");

    // When
    String text = checked("acme/lib", changed);

    // Then
    assertThat(text).contains("no workflow emits api_publised or api_gone of acme/core:api");
  }
}
