package dev.tako.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrchestrationTest {
  private static final String PACK =
      """
      workflows:
        release: { on: [exec], steps: [{ id: pack, run: "true" }] }
      """;

  @Test
  void a_repository_with_two_parents_runs_once_after_both() {
    // Given
    Tako tako = Tako.shared();
    tako.repository("diamond/d", PACK);
    tako.repository("diamond/b", "dependents: [{ repo: diamond/d }]\n" + PACK);
    tako.repository("diamond/c", "dependents: [{ repo: diamond/d }]\n" + PACK);
    tako.repository("diamond/a", "dependents: [{ repo: diamond/b }, { repo: diamond/c }]\n" + PACK);

    // When
    JsonNode tree = tako.ended(tako.coordinator().start("diamond/a", "release", Map.of()));

    // Then
    assertThat(Tako.statuses(tree))
        .as(tree.toPrettyString())
        .isEqualTo(
            Map.of(
                "diamond/a release", List.of("completed"),
                "diamond/b release", List.of("completed"),
                "diamond/c release", List.of("completed"),
                "diamond/d release", List.of("completed")));
    Instant began = instant(tree, "diamond/d", "startedAt");
    assertThat(began).isAfterOrEqualTo(instant(tree, "diamond/b", "endedAt"));
    assertThat(began).isAfterOrEqualTo(instant(tree, "diamond/c", "endedAt"));
  }

  @Test
  void a_failing_reaction_fails_the_parent_step_which_names_it_its_exit_code_and_its_output() {
    // Given
    Tako tako = Tako.shared();
    tako.repository(
        "failing/lib",
        """
        workflows:
          release: { on: [exec], steps: [{ id: build, run: "true" }, { id: never, run: "true" }] }
        """);
    tako.repository(
        "failing/app",
        """
        subscriptions: [{ artifact: "failing/lib:default", events: [build_completed], workflow: react }]
        workflows:
          react:
            on: [exec]
            steps:
              - id: compile
                run: |
                  echo "App.java:7: cannot find symbol" >&2
                  exit 42
        """);

    // When
    String run = tako.coordinator().start("failing/lib", "release", Map.of());
    JsonNode tree = tako.ended(run);

    // Then
    assertThat(tree.path("status").asText()).isEqualTo("failed");
    JsonNode steps = Tako.execution(tree, "failing/lib", "release").path("steps");
    assertThat(steps.path(0).path("status").asText()).isEqualTo("failed");
    assertThat(steps.path(1).path("status").asText()).isEqualTo("skipped");
    JsonNode failure = steps.path(0).path("failures").path(0);
    assertThat(failure.path("repo").asText()).isEqualTo("failing/app:main");
    assertThat(failure.path("workflow").asText()).isEqualTo("react");
    assertThat(failure.path("stepId").asText()).isEqualTo("compile");
    assertThat(failure.path("exitCode").asInt()).isEqualTo(42);
    assertThat(failure.path("lastLines").toString()).contains("App.java:7: cannot find symbol");
    assertThat(tree.path("reason").asText()).contains("failing/app:main react, step compile");
    JsonNode considered = tako.events(run).path(0).path("subscriptions").path(0);
    assertThat(considered.path("matched").asBoolean()).isTrue();
  }

  @Test
  void a_manifest_that_closes_a_cycle_is_rejected_naming_the_repositories_file_and_line() {
    // Given
    Tako tako = Tako.shared();
    tako.repository("cycle/a", "dependents: [{ repo: cycle/b }]\n" + PACK);

    // When
    tako.repository("cycle/b", "dependents:\n  - repo: cycle/a\n" + PACK);
    Api.Answer answer =
        tako.coordinator()
            .post(
                "/api/v1/runs",
                Map.of("repo", "cycle/a", "workflow", "release", "inputs", Map.of()));

    // Then
    String told = "circular dependency detected: cycle/a -> cycle/b -> cycle/a";
    JsonNode rejected = tako.graph().get("/api/v1/repositories/cycle/b").body();
    assertThat(rejected.path("status").asText()).isEqualTo("rejected");
    assertThat(rejected.path("reason").asText()).isEqualTo(told);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().toString()).contains(told);
    JsonNode problem = rejected.path("problems").path(0);
    assertThat(problem.path("file").asText()).isEqualTo("tako.yml");
    assertThat(problem.path("line").asInt()).isPositive();
    assertThat(tako.coordinator().get("/api/v1/runs?repo=cycle/a").body().path("runs")).isEmpty();
  }

  private static Instant instant(JsonNode tree, String repo, String field) {
    return Instant.parse(Tako.execution(tree, repo, "release").path(field).asText());
  }
}
