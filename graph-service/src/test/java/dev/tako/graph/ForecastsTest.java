package dev.tako.graph;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.tako.graph.git.Origin;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class ForecastsTest extends GraphService {
  @Test
  void a_forecast_tells_what_a_run_would_do_and_starts_nothing() throws Exception {
    // Given
    origin("core").commit("main", "tako.yml", EMITTER);
    origin("lib").commit("main", "tako.yml", listener("^2.0.0"));
    register("core").statusCode(201);
    register("lib").statusCode(201);
    String asked = "{\"repo\":\"%s/core\",\"workflow\":\"release\",\"inputs\":{}}".formatted(owner);

    // When / Then
    ask("/api/v1/forecast", asked)
        .statusCode(200)
        .body("executions[0].cause", equalTo("root"))
        .body("executions[0].jobs[0].steps[0].events[0].type", equalTo("api_published"))
        .body("executions[0].jobs[0].steps[0].events[0].payload.kind.value", equalTo("api"))
        .body(
            "executions[0].jobs[0].steps[0].events[0].payload.version.decidedBy",
            contains("steps.publish.version of " + owner + "/core:main release"))
        .body(
            "executions[0].jobs[0].steps[0].events[0].subscriptions[0].certainty",
            equalTo("excluded"))
        .body(
            "executions[0].jobs[0].steps[0].events[0].subscriptions[0].reason",
            equalTo("schema_version ^2.0.0 does not admit 1.2.0"));
    ask("/api/v1/forecast?format=tree", asked)
        .statusCode(200)
        .contentType(startsWith("text/plain"))
        .body(startsWith(owner + "/core:main release\n└─ job 1: runner\n"));
    ask("/api/v1/forecast?format=dot", asked).statusCode(400);
    ask("/api/v1/forecast", asked.replace("release", "nope"))
        .statusCode(422)
        .contentType("application/problem+json")
        .body("detail", containsString("expected a workflow 'nope', found release"));
  }

  @Test
  void an_event_from_outside_is_planned_and_told_for_all_and_for_one_subscriber() throws Exception {
    // Given
    origin("listener")
        .commit(
            "main",
            "tako.yml",
            """
            version: "1"
            subscriptions:
              - artifact: %s-vendor/image:default
                events: [image_published]
                filters: ["event.payload.size > 10"]
                workflow: rebuild
            workflows:
              rebuild: { steps: [echo rebuilt] }
            """
                .formatted(owner));
    register("listener").statusCode(201);
    String event =
        """
        {"artifact": "%s-vendor/image", "type": "image_published", "fields": ["size"], "payload": {"size": 3}}\
        """
            .formatted(owner);
    String only =
        """
        {"type": "image_published", "payload": {"size": 30}, "only": {"repo": "%s/%s", "workflow": "rebuild"}}\
        """;

    // When / Then
    ask("/api/v1/plan/event", event)
        .statusCode(200)
        .body("plan.repo", equalTo(owner + "-vendor/image"))
        .body("candidates.repo", contains(owner + "/listener:main"));
    ask("/api/v1/forecast/event?format=tree", event)
        .statusCode(200)
        .body(containsString("was false: event.payload.size = 3"));
    ask("/api/v1/forecast/event", only.formatted(owner, "listener"))
        .statusCode(200)
        .body(
            "executions[0].jobs[0].steps[0].events[0].subscriptions[0].certainty",
            equalTo("certain"))
        .body("repo", equalTo(owner + "-vendor/image"));
    ask("/api/v1/forecast/event", only.formatted(owner, "listenr"))
        .statusCode(404)
        .body("detail", containsString("Did you mean " + owner + "/listener?"));
    ask("/api/v1/plan/event", "{}").statusCode(400);
    ask("/api/v1/plan/event", "{\"type\": \"a\", \"only\": {\"repo\": \"a/b\"}}").statusCode(400);
  }

  @Test
  void pushing_a_branch_or_tag_would_start_the_workflows_whose_on_matches() throws Exception {
    // Given
    Origin core = origin("core");
    core.commit("main", "tako.yml", LEAF);
    register("core").statusCode(201);
    core.commit("next", "tako.yml", LEAF);
    String pushed = core.commit("next", "docs/index.md", "hello");
    String asked = "{\"repo\":\"%s/core\",\"ref\":\"%s\"}";

    // When / Then
    ask("/api/v1/forecast/push", asked.formatted(owner, "next"))
        .statusCode(200)
        .body("commit", equalTo(pushed), "ref", equalTo("refs/heads/next"))
        .body("workflows.workflow", contains("release", "docs"))
        .body("workflows.starts", contains(false, true))
        .body("workflows[0].reason", equalTo("branches [main] do not match next"))
        .body("workflows[1].forecast.executions[0].commit", equalTo(pushed));
    ask("/api/v1/forecast/push", asked.formatted(owner, pushed))
        .statusCode(200)
        .body("ref", equalTo("refs/heads/main"))
        .body("workflows.starts", contains(true, true));
    ask("/api/v1/forecast/push", asked.formatted(owner, "gone"))
        .statusCode(422)
        .body("detail", containsString("found 'gone', which is not there"));
    given().get("/api/v1/repositories/{o}/core", owner).then().body("branches.next", nullValue());
  }

  @Test
  void a_check_names_the_subscriptions_a_changed_manifest_would_break() throws Exception {
    // Given
    Origin core = origin("core");
    core.commit("main", "tako.yml", EMITTER);
    origin("lib").commit("main", "tako.yml", listener("^1.0.0"));
    register("core").statusCode(201);
    register("lib").statusCode(201);
    String changed = EMITTER.replace("1.2.0", "2.0.0");
    core.ref("refs/pull/7/head", core.commit("next", "tako.yml", changed));

    // When / Then
    for (var body :
        List.of(
            Map.of("repo", owner + "/core", "manifest", changed),
            Map.of("repo", owner + "/core", "ref", "next"),
            Map.of("repo", owner + "/core", "ref", "refs/pull/7/head"))) {
      ask("/api/v1/check", body)
          .statusCode(200)
          .body("repo", equalTo(owner + "/core:main"))
          .body("breaks.repo", contains(owner + "/lib:main"))
          .body("breaks.kind", contains("subscription"))
          .body("breaks[0].message", containsString("schema_version ^1.0.0 does not admit 2.0.0"));
    }
    ask("/api/v1/check", Map.of("repo", owner + "/core", "ref", "next", "against", "next"))
        .statusCode(200)
        .body("breaks.size()", is(0));
    ask("/api/v1/check", Map.of("repo", owner + "/core", "manifest", "nonsense"))
        .statusCode(422)
        .body("title", equalTo("No valid manifest of " + owner + "/core:main"))
        .body("problems.repo", contains(owner + "/core:main"));
    String broken = core.commit("broken", "tako.yml", "nonsense");
    ask("/api/v1/check", Map.of("repo", owner + "/core", "ref", "broken"))
        .statusCode(422)
        .body(
            "title", equalTo("No valid manifest of %s/core:broken at %s".formatted(owner, broken)))
        .body("problems.repo", contains(owner + "/core:broken"));
    ask("/api/v1/check", Map.of("repo", owner + "/core")).statusCode(400);
    ask("/api/v1/check", Map.of("repo", owner + "/core", "ref", "refs/pull/8/head"))
        .statusCode(422)
        .body("detail", containsString("refs/pull/8/head"));
  }

  @Test
  void the_graph_names_its_dangling_edges() throws Exception {
    // Given
    origin("lib").commit("main", "tako.yml", listener("^1.0.0"));
    register("lib").statusCode(201);

    // When / Then
    given()
        .get("/api/v1/graph?direction=up&root=" + owner + "/lib")
        .then()
        .statusCode(200)
        .body("dangling[0].edge.kind", equalTo("SUBSCRIPTION"))
        .body("dangling[0].edge.to", equalTo(owner + "/lib:main"))
        .body("dangling[0].reason", containsString("found " + owner + "/core, which is not"));
  }

  private static final String EMITTER =
      """
      version: "1"
      workflows:
        release:
          steps:
            - id: publish
              run: ./publish.sh
              produces:
                outputs: { version: from_stdout }
                events:
                  - type: api_published
                    schema_version: 1.2.0
                    payload: { version: "{{ .outputs.version }}", kind: api }
      """;

  private String listener(String range) {
    return """
    version: "1"
    subscriptions:
      - artifact: %s/core:default
        events: [api_published]
        schema_version: "%s"
        workflow: adopt
    workflows: { adopt: { steps: [echo hello] } }
    """
        .formatted(owner, range);
  }
}
