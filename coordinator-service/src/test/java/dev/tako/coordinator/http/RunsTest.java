package dev.tako.coordinator.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tako.contract.BuiltIn;
import dev.tako.contract.IsolationSpec;
import dev.tako.contract.Job.RunSteps;
import dev.tako.contract.StepSpec;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Clients;
import dev.tako.coordinator.Surroundings;
import dev.tako.coordinator.TopicReader;
import dev.tako.coordinator.kafka.Sender;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RunsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject Clients clients;
  @Inject Sender sender;
  private PlayedRunner runner;

  @BeforeEach
  void theRunner() {
    runner = new PlayedRunner(clients, sender);
  }

  @Test
  void a_run_is_accepted_with_links_and_can_be_read_at_once() {
    // Given
    String body = request("acme/core", "release");

    // When
    ValidatableResponse accepted = post(body, null);

    // Then
    String id = accepted.statusCode(202).extract().path("id");
    accepted
        .body("status", equalTo("pending"))
        .body("links.self", equalTo("/api/v1/runs/" + id))
        .body("links.events", equalTo("/api/v1/runs/" + id + "/events"))
        .body("links.stream", equalTo("/api/v1/runs/" + id + "/stream"))
        .body("links.logs", equalTo("/api/v1/runs/" + id + "/logs"))
        .header("Location", endsWith("/api/v1/runs/" + id));
    get(id, "").statusCode(200).body("id", equalTo(id)).body("repo", equalTo("acme/core:main"));
    get(id, "/events").statusCode(200).body("events", empty());
    get(id, "/logs").statusCode(200).body("chunks", empty());
  }

  @Test
  void every_key_that_a_runner_needs_arrives_in_the_job() {
    // Given
    String id = post(request("acme/core", "everything"), null).extract().path("id");

    // When
    RunSteps job = runner.job(id + ".1", 1);

    // Then
    var confined =
        new IsolationSpec(
            "eclipse-temurin:25",
            true,
            List.of(),
            null,
            List.of(),
            1_000,
            512L << 20,
            2L << 30,
            List.of(),
            false);
    assertThat(job.secrets()).containsExactly("NPM_TOKEN", "GIT_TOKEN");
    assertThat(job.env()).isEqualTo(Map.of("CI", "true"));
    assertThat(job.steps())
        .extracting(StepSpec::id, StepSpec::run, StepSpec::builtIn, StepSpec::secrets)
        .containsExactly(
            tuple("step-1", "./gradlew check", null, Map.of()),
            tuple("bump", "./scripts/bump.sh", null, Map.of("TOKEN", "NPM_TOKEN")),
            tuple("step-3", null, null, Map.of()),
            tuple("step-4", null, new BuiltIn.Checkout("main"), Map.of()),
            tuple(
                "step-5",
                null,
                new BuiltIn.UpdateDependency("core-lib", "{{ .steps.bump.version }}", true),
                Map.of("TOKEN", "GIT_TOKEN")),
            tuple("step-6", null, new BuiltIn.Other("tako/create-pull-request@v1"), Map.of()),
            tuple("step-7", null, new BuiltIn.Other("tako/poll@v1"), Map.of()));
    assertThat(job.steps().get(1))
        .isEqualTo(
            new StepSpec(
                "bump",
                "Bump the version",
                "./scripts/bump.sh",
                "run.id != \"none\"",
                Map.of("STAGE", "prod"),
                Duration.ofMinutes(10),
                new StepSpec.RetrySpec(3, Duration.ofSeconds(1), Duration.ofSeconds(10)),
                true,
                "sub/dir",
                Map.of("version", "from_stdout"),
                List.of("./scripts/cleanup.sh"),
                null,
                Map.of("TOKEN", "NPM_TOKEN"),
                new IsolationSpec(
                    "eclipse-temurin:25",
                    false,
                    List.of("CAP_NET_ADMIN"),
                    "strict",
                    List.of(new IsolationSpec.VolumeSpec("cache", "/cache", true)),
                    1_000,
                    256L << 20,
                    2L << 30,
                    List.of("src/**/*.go"),
                    true)));
    assertThat(job.steps())
        .extracting(StepSpec::isolation)
        .satisfies(all -> assertThat(all.get(2)).as("a noop runs nothing").isNull())
        .satisfies(all -> assertThat(List.of(all.get(0), all.get(3))).containsOnly(confined));
  }

  @Test
  void a_key_that_comes_again_gets_the_same_run_and_another_request_under_it_is_refused() {
    // Given
    String key = UUID.randomUUID().toString();
    String body = request("acme/core", "release");
    String id = post(body, key).statusCode(202).extract().path("id");
    becomes(id, "running");

    // When
    ValidatableResponse again = post(body, key);
    ValidatableResponse another = post(request("acme/core", "check"), key);

    // Then
    again.statusCode(200).body("id", equalTo(id)).body("status", equalTo("running"));
    another.statusCode(422).body("detail", containsString("Idempotency-Key"));
    assertThat(new TopicReader(clients).read(Topics.RUN_COMMANDS, id)).hasSize(1);
  }

  @Test
  void a_key_that_comes_again_at_once_is_still_one_run() {
    // Given
    String key = UUID.randomUUID().toString();
    String body = request("acme/core", "release");

    // When
    List<String> ids =
        List.of(1, 2, 3, 4).parallelStream()
            .map(_ -> post(body, key).extract().<String>path("id"))
            .distinct()
            .toList();

    // Then
    assertThat(ids).hasSize(1);
    becomes(ids.getFirst(), "running");
    get(ids.getFirst(), "").body("executions", hasSize(1));
  }

  @Test
  void what_cannot_be_planned_says_why_where_and_what_to_do() {
    // Given
    String cycle = request("acme/core", "refused");
    String unknown = request("acme/unknown", "release");
    String offline = request("acme/core", "offline");

    // When
    ValidatableResponse refused = post(cycle, null);
    ValidatableResponse notFound = post(unknown, null);
    ValidatableResponse unreachable = post(offline, null);

    // Then
    refused
        .statusCode(422)
        .contentType(Problem.MEDIA_TYPE)
        .body("title", equalTo("Not plannable"))
        .body("detail", containsString("circular dependency detected"))
        .body("problems[0].line", equalTo(4));
    notFound.statusCode(404).body("detail", containsString("not registered"));
    unreachable
        .statusCode(503)
        .contentType(Problem.MEDIA_TYPE)
        .body("detail", containsString("tako.graph.url"));
  }

  @Test
  void a_tree_shows_executions_steps_and_why_they_are_there() {
    // Given
    String id = post(request("acme/core", "release"), null).extract().path("id");
    runner.complete(runner.job(id + ".1", 1));
    eventually(id, tree -> tree.body("phase", equalTo("waiting_for_subscribers")));

    // When
    ValidatableResponse tree = get(id, "");

    // Then
    tree.body("status", equalTo("running"))
        .body("requestedBy", equalTo("api"))
        .body("inputs", equalTo(Map.of("bump", "minor")))
        .body("problems", empty())
        .body("endedAt", nullValue())
        .body("$", aMapWithSize(12))
        .body("executions.id", equalTo(List.of(id + ".1", id + ".2")))
        .body("executions[0]", aMapWithSize(16))
        .body("executions[0].cause", equalTo("root"))
        .body("executions[0].parent", nullValue())
        .body("executions[0].parents", empty())
        .body("executions[0].commit", equalTo("c".repeat(40)))
        .body("executions[0].steps[0]", aMapWithSize(10))
        .body("executions[0].steps[0].id", equalTo("build"))
        .body("executions[0].steps[0].status", equalTo("waiting"))
        .body("executions[0].steps[0].openReactions", equalTo(1))
        .body("executions[0].steps[0].outputs.version", equalTo("1.2.3"))
        .body("executions[1].cause", equalTo("reaction"))
        .body("executions[1].repo", equalTo("acme/lib:main"))
        .body("executions[1].parent", equalTo(id + ".1"))
        .body("executions[1].parentStep", equalTo("build"));
  }

  @Test
  void an_event_says_why_each_subscription_reacted_or_did_not() {
    // Given
    String id = post(request("acme/core", "release"), null).extract().path("id");
    runner.complete(runner.job(id + ".1", 1));
    eventually(id, tree -> tree.body("phase", equalTo("waiting_for_subscribers")));

    // When
    ValidatableResponse events = get(id, "/events");

    // Then
    events
        .statusCode(200)
        .body("events", hasSize(1))
        .body("events[0].id", equalTo(id + ".1/build/build_completed"))
        .body("events[0].type", equalTo("build_completed"))
        .body("events[0].runId", equalTo(id))
        .body("events[0].repeated", nullValue())
        .body("events[0].subscriptions", hasSize(2))
        .body("events[0].subscriptions[0]", aMapWithSize(6))
        .body("events[0].subscriptions[0].matched", equalTo(false))
        .body("events[0].subscriptions[0].reason", containsString("nothing"))
        .body("events[0].subscriptions[0].executionId", nullValue())
        .body("events[0].subscriptions[1].matched", equalTo(true))
        .body("events[0].subscriptions[1].workflow", equalTo("check"))
        .body("events[0].subscriptions[1].executionId", equalTo(id + ".2"));
  }

  @Test
  void an_event_whose_report_came_again_says_how_often_and_why_nobody_reacted_twice() {
    // Given
    String id = post(request("acme/core", "release"), null).extract().path("id");
    RunSteps job = runner.job(id + ".1", 1);
    runner.complete(job);

    // When
    runner.completesAgain(job);
    runner.completesAgain(job);

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            get(id, "/events")
                .body("events", hasSize(1))
                .body("events[0].repeated.times", equalTo(2))
                .body("events[0].repeated.reason", equalTo("job " + job.jobId() + " is over")));
    get(id, "").body("executions", hasSize(2));
  }

  @Test
  void a_failure_is_shown_where_it_happened_and_where_it_was_waited_for() {
    // Given
    String id = post(request("acme/core", "release"), null).extract().path("id");
    runner.complete(runner.job(id + ".1", 1));
    runner.fail(runner.job(id + ".2", 1));
    becomes(id, "failed");

    // When
    ValidatableResponse tree = get(id, "");

    // Then
    tree.body("executions[1].failure.exitCode", equalTo(2))
        .body("executions[1].failure.lastLines", equalTo(List.of("boom")))
        .body("executions[1].steps[0].exitCode", equalTo(2))
        .body("executions[0].steps[0].failures", hasSize(1))
        .body("executions[0].steps[0].failures[0].repo", equalTo("acme/lib:main"))
        .body("endedAt", not(nullValue()));
  }

  @Test
  void a_cancel_ends_the_run_and_a_second_one_is_refused() {
    // Given
    String id = post(request("acme/core", "release"), null).extract().path("id");

    // When
    ValidatableResponse cancelled =
        given()
            .contentType("application/json")
            .body("{\"reason\": \"wrong branch\"}")
            .post("/api/v1/runs/" + id + "/cancel")
            .then();

    // Then
    cancelled.statusCode(202).body("id", equalTo(id));
    becomes(id, "cancelled");
    get(id, "").body("reason", containsString("wrong branch"));
    given()
        .post("/api/v1/runs/" + id + "/cancel")
        .then()
        .statusCode(409)
        .contentType(Problem.MEDIA_TYPE)
        .body("detail", containsString("cancelled"));
  }

  @Test
  void runs_are_listed_newest_first_by_repository_and_status_page_by_page() {
    // Given
    String repo = "acme/listed-" + UUID.randomUUID();
    List<String> ids =
        List.of(1, 2, 3).stream()
            .map(_ -> post(request(repo, "release"), null).extract().<String>path("id"))
            .toList();
    ids.forEach(id -> becomes(id, "running"));

    // When
    ValidatableResponse page = list("?repo=" + repo + "&limit=2");
    String last = page.extract().path("runs[1].id");
    ValidatableResponse next = list("?repo=" + repo + "&limit=2&before=" + last);

    // Then
    page.body("runs.id", equalTo(List.of(ids.get(2), ids.get(1))))
        .body("runs[0]", aMapWithSize(9))
        .body("runs[0].repo", equalTo(repo + ":main"));
    next.body("runs.id", equalTo(List.of(ids.get(0))));
    list("?repo=" + repo + ":main&status=running").body("runs", hasSize(3));
    list("?repo=" + repo + ":other").body("runs", empty());
    list("?repo=" + repo + "&status=failed").body("runs", empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /api/v1/runs?limit=501                     |                   | 400 | from 1 to 500",
        "GET    | /api/v1/runs?limit=many                    |                   | 400 | from 1 to 500",
        "GET    | /api/v1/runs?status=done                   |                   | 400 | timed_out",
        "GET    | /api/v1/runs?repo=core                     |                   | 400 | owner/repo",
        "GET    | /api/v1/runs?before=yesterday              |                   | 400 | run id",
        "GET    | /api/v1/runs/exec-1                        |                   | 404 | exec-20261123",
        "GET    | /api/v1/runs/exec-20200101-000000-00000000 |                   | 404 | none with id",
        "GET    | /api/v1/runs/exec-20200101-000000-00000000/events |            | 404 | none with id",
        "GET    | /api/v1/runs/exec-20200101-000000-00000000/stream |            | 404 | none with id",
        "POST   | /api/v1/runs/exec-20200101-000000-00000000/cancel | {}         | 404 | none with id",
        "GET    | /api/v1/triggers/github:nobody             |                   | 404 | github:nobody",
        "GET    | /api/v1/nothing                            |                   | 404 | /api/v1/nothing",
        "GET    | /nothing                                   |                   | 404 | /nothing",
        "DELETE | /api/v1/runs                               |                   | 405 | does not answer",
        "POST   | /api/v1/runs                               | {                 | 400 | JSON",
        "POST   | /api/v1/runs                               | []                | 400 | JSON",
        "POST   | /api/v1/runs                               | {\"repo\": {}}    | 400 | JSON",
        "POST   | /api/v1/runs | {\"repo\": \"a/b\", \"workflow\": \"x\", \"repo\": \"a/c\"} | 400 | the key 'repo' stands twice",
        "POST   | /api/v1/runs | {\"repo\": \"a/b\", \"inputs\": {\"k\": 1, \"k\": 2}} | 400 | the key 'k' stands twice",
        "POST   | /api/v1/runs                               | {}                | 400 | repo and workflow",
        "POST   | /api/v1/runs | {\"repo\": \"core\", \"workflow\": \"x\"}       | 400 | owner/repo",
      })
  void every_error_is_a_problem_that_says_what_was_expected(
      String method, String path, @Nullable String body, int status, String detail) {
    // Given
    var request = given().contentType("application/json");

    // When
    ValidatableResponse answer =
        (body == null ? request : request.body(body)).request(method, path).then();

    // Then
    answer
        .statusCode(status)
        .contentType(Problem.MEDIA_TYPE)
        .body("status", equalTo(status))
        .body("title", not(nullValue()))
        .body("detail", containsString(detail));
  }

  @Test
  void a_body_of_another_type_is_unsupported() {
    // Given
    String form = "repo=acme/core";

    // When
    ValidatableResponse answer =
        given()
            .contentType("application/x-www-form-urlencoded")
            .body(form)
            .post("/api/v1/runs")
            .then();

    // Then
    answer
        .statusCode(415)
        .contentType(Problem.MEDIA_TYPE)
        .body("detail", containsString("application/json"));
  }

  @Test
  void the_service_says_that_it_is_alive_ready_and_what_it_counted() {
    // Given
    post(request("acme/core", "release"), null).statusCode(202);

    // When
    ValidatableResponse live = given().get("/q/health/live").then();
    ValidatableResponse ready = given().get("/q/health/ready").then();
    ValidatableResponse metrics = given().get("/q/metrics").then();

    // Then
    live.statusCode(200).body("checks[0].data.triggers", equalTo("running"));
    ready.statusCode(200).body("checks.name", org.hamcrest.Matchers.hasItem("Kafka"));
    metrics.statusCode(200).body(containsString("tako_runs_requested_total"));
  }

  private static void becomes(String id, String status) {
    eventually(id, tree -> tree.statusCode(200).body("status", equalTo(status)));
  }

  private static void eventually(String id, Consumer<ValidatableResponse> assertion) {
    await().atMost(PATIENCE).untilAsserted(() -> assertion.accept(get(id, "")));
  }

  private static ValidatableResponse list(String query) {
    return given().get("/api/v1/runs" + query).then().statusCode(200);
  }

  private static ValidatableResponse get(String id, String what) {
    return given().get("/api/v1/runs/" + id + what).then();
  }

  private static ValidatableResponse post(String body, @Nullable String key) {
    var request = given().contentType("application/json").body(body);
    return (key == null ? request : request.header("Idempotency-Key", key))
        .post("/api/v1/runs")
        .then();
  }

  private static String request(String repo, String workflow) {
    return "{\"repo\": \"%s\", \"workflow\": \"%s\", \"inputs\": {\"bump\": \"minor\"}}"
        .formatted(repo, workflow);
  }
}
