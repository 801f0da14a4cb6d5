package dev.tako.graph;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.tako.contract.ManifestMessage;
import dev.tako.contract.ManifestMessage.ManifestIndexed;
import dev.tako.contract.ManifestMessage.ManifestRejected;
import dev.tako.contract.ManifestMessage.Scheduled;
import dev.tako.contract.ManifestMessage.TriggerIgnored;
import dev.tako.contract.Topics;
import dev.tako.contract.Trigger;
import dev.tako.contract.Trigger.Pushed;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Codec;
import dev.tako.contract.kafka.Received;
import dev.tako.graph.git.Origin;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.Repository;
import dev.tako.graph.postgres.GraphStore;
import dev.tako.manifest.RepositoryRef;
import dev.tako.testkit.SharedInfrastructure;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class GraphServiceTest {
  private static final String LEAF =
      """
      version: "1"
      workflows:
        release:
          on: [exec, { push: { branches: [main], tags: ["v*"] } }]
          steps: [echo leaf]
        docs:
          on: { push: { branches: ["**"], paths: ["docs/**"] } }
          steps: [echo docs]
      """;

  @Inject GraphStore store;
  @Inject GraphKeeper keeper;

  @TempDir Path folder;

  /// Every test has an owner of its own.
  private final String owner = "t" + UUID.randomUUID().toString().substring(0, 8);

  private final String servers = SharedInfrastructure.kafka().bootstrapServers();
  private final Producer<String, byte[]> producer = new Clients(servers, "test").producer();
  private final Topic manifests = new Topic(servers, Topics.MANIFESTS.name());

  @AfterEach
  void closeClients() {
    producer.close();
    manifests.close();
  }

  @Test
  void a_registered_repository_is_indexed_and_can_be_planned() throws Exception {
    // Given
    Origin core = origin("core");
    core.commit(
        "main",
        "tako.yml",
        "version: \"1\"\ndependents:\n  - repo: " + owner + "/lib\n" + workflows());
    String head = origin("lib").commit("main", "tako.yml", LEAF);

    // When
    register("lib").statusCode(201).body("status", equalTo("indexed"), "commit", equalTo(head));
    register("core").statusCode(201);

    // Then
    register("core").statusCode(200);
    plan("core", "release", null)
        .statusCode(200)
        .body("repo", equalTo(owner + "/core:main"))
        .body("repositories.repo", contains(owner + "/core:main", owner + "/lib:main"))
        .body("repositories[1].commit", equalTo(head))
        .body("repositories[1].manifest", equalTo(LEAF))
        .body("dependents[0].to", equalTo(owner + "/lib:main"));
    given()
        .get("/api/v1/repositories")
        .then()
        .statusCode(200)
        .body("repositories.repo", hasItems(owner + "/core", owner + "/lib"));
    given()
        .get("/api/v1/repositories/{o}/core/dependents?transitive=true", owner)
        .then()
        .statusCode(200)
        .body("repositories", contains(owner + "/lib:main"))
        .body("edges[0].line", is(3));
    given()
        .get("/api/v1/graph?format=tree&root=" + owner + "/core")
        .then()
        .contentType(startsWith("text/plain"))
        .body(equalTo(owner + "/core:main\n└── " + owner + "/lib:main\n"));
  }

  @Test
  void the_schema_of_the_language_is_served_to_editors() {
    given()
        .get("/schema/tako.yml.json")
        .then()
        .statusCode(200)
        .contentType(startsWith("application/schema+json"))
        .body(containsString("https://json-schema.org/draft/2020-12/schema"));
  }

  @Test
  void a_refusal_is_problem_json_with_every_problem() throws Exception {
    // Given
    origin("core")
        .commit(
            "main",
            "tako.yml",
            "version: \"1\"\ndependents:\n  - repo: " + owner + "/gone\n" + workflows());
    register("core").statusCode(201);

    // When / Then
    plan("core", "release", null)
        .statusCode(422)
        .contentType("application/problem+json")
        .body("status", is(422))
        .body("problems[0].repo", equalTo(owner + "/core:main"))
        .body("problems[0].line", is(3))
        .body("problems[0].rendered", containsString("- repo: " + owner + "/gone"));
    plan("coer", "release", null)
        .statusCode(404)
        .contentType("application/problem+json")
        .body("detail", containsString("Did you mean " + owner + "/core?"));
    plan("core", "release", "0".repeat(40))
        .statusCode(422)
        .body("detail", containsString("0".repeat(40)));
    given()
        .contentType(ContentType.JSON)
        .body("{\"repo\":\"not a repo\",\"workflow\":\"x\"}")
        .post("/api/v1/plan")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", containsString("owner/repo"));
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("repo", owner + "/x", "url", "http://example.org/x.git"))
        .post("/api/v1/repositories")
        .then()
        .statusCode(400)
        .body("detail", containsString("https, ssh or file"));
    given().get("/api/v1/nowhere").then().statusCode(404).contentType("application/problem+json");
  }

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
    ask("/api/v1/check", Map.of("repo", owner + "/core", "manifest", "nonsense")).statusCode(422);
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

  private static ValidatableResponse ask(String path, Object body) {
    return given().contentType(ContentType.JSON).body(body).post(path).then();
  }

  @Test
  void a_push_indexes_its_commit_and_names_the_workflows_it_starts() throws Exception {
    // Given
    Origin core = origin("core");
    core.commit("main", "tako.yml", LEAF);
    register("core").statusCode(201);
    String pushed = core.commit("main", "docs/index.md", "hello");

    // When
    push("d1", "core", "refs/heads/main", pushed, List.of());
    push("d1", "core", "refs/heads/main", pushed, List.of());

    // Then
    List<Received<ManifestMessage>> answers = answers("d1", 2);
    assertThat(answers).extracting(Received::id).containsOnly(owner + "-d1/indexed");
    assertThat(answers)
        .allSatisfy(answer ->
            assertThat(answer.message())
                .isInstanceOfSatisfying(
                    ManifestIndexed.class,
                    indexed -> {
                      assertThat(indexed.repo()).hasToString(owner + "/core:main");
                      assertThat(indexed.commit()).isEqualTo(pushed);
                      assertThat(indexed.starts()).containsExactly("release", "docs");
                    }));
  }

  @Test
  void a_late_push_of_an_older_commit_does_not_put_it_back_in_force() throws Exception {
    // Given
    Origin core = origin("core");
    String older = core.commit("main", "tako.yml", LEAF);
    String newer = core.commit("main", "tako.yml", LEAF + "# newer\n");
    register("core").statusCode(201).body("commit", equalTo(newer));

    // When
    push("late", "core", "refs/heads/main", older, List.of("tako.yml"));

    // Then
    assertThat(answers("late", 1).getFirst().message())
        .isInstanceOfSatisfying(
            ManifestIndexed.class,
            indexed -> {
              assertThat(indexed.commit()).isEqualTo(older);
              assertThat(indexed.starts()).containsExactly("release");
            });
    repository("core").body("commit", equalTo(newer));
    plan("core", "release", older).body("repositories[0].manifest", equalTo(LEAF));
  }

  @Test
  void a_broken_manifest_is_rejected_with_its_problems_and_the_last_good_one_stays()
      throws Exception {
    // Given
    Origin core = origin("core");
    String good = core.commit("main", "tako.yml", LEAF);
    register("core").statusCode(201);
    String broken = core.commit("main", "tako.yml", LEAF + "workflowz: {}\nversion: 2\n");

    // When
    push("broken", "core", "refs/heads/main", broken, List.of());

    // Then
    assertThat(answers("broken", 1).getFirst().message())
        .isInstanceOfSatisfying(
            ManifestRejected.class,
            rejected -> {
              assertThat(rejected.problems()).hasSizeGreaterThan(1);
              assertThat(rejected.problems().getFirst().rendered()).contains("^");
            });
    repository("core")
        .body("status", equalTo("rejected"))
        .body("commit", equalTo(good))
        .body("branches.main.rejectedCommit", equalTo(broken));
    plan("core", "release", null).statusCode(200).body("repositories[0].commit", equalTo(good));
  }

  @Test
  void pushes_that_lead_nowhere_are_answered_with_the_reason() throws Exception {
    // Given
    Origin core = origin("core");
    core.commit("main", "tako.yml", LEAF);
    String bare = core.commit("bare", "README.md", "no manifest");
    core.commit("doomed", "tako.yml", LEAF);
    register("core").statusCode(201);

    // When
    push("unknown", "other", "refs/heads/main", "1".repeat(40), List.of());
    push("deleted", "core", "refs/heads/doomed", null, List.of());
    push("missing", "core", "refs/heads/main", "2".repeat(40), List.of());
    push("bare", "core", "refs/heads/bare", bare, List.of());

    // Then
    assertThat(answers("unknown", 1).getFirst().message())
        .isInstanceOfSatisfying(
            TriggerIgnored.class,
            ignored -> assertThat(ignored.reason()).startsWith("not registered: register it"));
    assertThat(answers("deleted", 1).getFirst().message()).isInstanceOf(TriggerIgnored.class);
    assertThat(answers("missing", 1).getFirst().message())
        .isInstanceOfSatisfying(
            ManifestRejected.class,
            rejected -> assertThat(rejected.reason()).contains("2".repeat(40), "fetches"));
    assertThat(answers("bare", 1).getFirst().message())
        .isInstanceOfSatisfying(
            ManifestRejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo("no tako.yml at " + bare));
  }

  @Test
  void every_message_says_what_the_default_branch_schedules() throws Exception {
    // Given
    Origin core = origin("core");
    core.commit("main", "tako.yml", nightly("0 3 * * *"));
    String next = core.commit("next", "tako.yml", nightly("0 4 * * *"));
    String broken = core.commit("broken", "tako.yml", "version: 2");

    // When
    register("core").statusCode(201);
    push("other", "core", "refs/heads/next", next, List.of());
    push("broken", "core", "refs/heads/broken", broken, List.of());

    // Then
    assertThat(answers("other", 1).getFirst().message().schedules())
        .containsExactly(new Scheduled("nightly", "0 3 * * *"));
    assertThat(answers("broken", 1).getFirst().message().schedules())
        .containsExactly(new Scheduled("nightly", "0 3 * * *"));
    assertThat(schedulesOf("core")).startsWith("0 3 * * *").doesNotContain("0 4 * * *");

    // When
    core.head("next");
    given().post("/api/v1/repositories/{o}/{n}/sync", owner, "core").then().statusCode(200);

    // Then
    await().untilAsserted(() -> assertThat(schedulesOf("core")).endsWith("0 4 * * *"));
  }

  @Test
  void what_is_scheduled_is_said_again_after_a_restart() throws Exception {
    // Given
    origin("core").commit("main", "tako.yml", nightly("0 3 * * *"));
    register("core").statusCode(201);
    int before = schedulesOf("core").size();

    // When
    keeper.start(new StartupEvent());

    // Then
    await().untilAsserted(() -> assertThat(schedulesOf("core")).hasSizeGreaterThan(before));
  }

  private static String nightly(String cron) {
    return "version: '1'\nworkflows: { nightly: { on: { schedule: '%s' }, steps: [ls] } }\n"
        .formatted(cron);
  }

  /// What each message about the repository so far says it schedules, oldest first.
  private List<String> schedulesOf(String name) {
    return manifests.messages(Topics.MANIFESTS).stream()
        .map(Received::message)
        .filter(message -> message.repo().fullName().equals(owner + "/" + name))
        .flatMap(message -> Objects.requireNonNull(message.schedules()).stream())
        .map(Scheduled::cron)
        .toList();
  }

  @Test
  void a_tag_is_read_at_its_commit_and_leaves_the_branch_alone() throws Exception {
    // Given
    Origin core = origin("core");
    String first = core.commit("main", "tako.yml", LEAF);
    String head = core.commit("main", "README.md", "more");
    register("core").statusCode(201);
    core.tag("v1.0.0", first);

    // When
    push("tag", "core", "refs/tags/v1.0.0", first, List.of());

    // Then
    assertThat(answers("tag", 1).getFirst().message())
        .isInstanceOfSatisfying(
            ManifestIndexed.class,
            indexed -> {
              assertThat(indexed.commit()).isEqualTo(first);
              assertThat(indexed.repo()).hasToString(owner + "/core:main");
              assertThat(indexed.starts()).containsExactly("release");
            });
    repository("core").body("commit", equalTo(head));
  }

  @Test
  void branches_and_repositories_that_edges_name_are_found_in_a_base() throws Exception {
    // Given
    origin("core")
        .commit(
            "main",
            "tako.yml",
            "version: \"1\"\ndependents:\n  - repo: " + owner + "/late:feature/x\n" + workflows());
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("url", folder.toUri() + "{owner}/{repo}.git"))
        .post("/api/v1/bases")
        .then()
        .statusCode(200)
        .body("registered", contains(owner + "/core"));
    Origin late = origin("late");
    late.commit("main", "README.md", "nothing here");
    late.commit("feature/x", "tako.yml", LEAF);

    // When
    given().post("/api/v1/repositories/{o}/core/sync", owner).then().statusCode(200);
    given().post("/api/v1/repositories/{o}/late/sync", owner).then().statusCode(200);

    // Then
    plan("core", "release", null)
        .statusCode(200)
        .body("repositories.repo", contains(owner + "/core:main", owner + "/late:feature/x"));
    repository("late").body("status", equalTo("rejected"), "commit", nullValue());
  }

  @Test
  void the_graph_is_the_same_after_a_restart() throws Exception {
    // Given
    Origin core = origin("core");
    core.commit("main", "tako.yml", LEAF);
    register("core").statusCode(201);
    String broken = core.commit("main", "tako.yml", "nonsense");
    given().post("/api/v1/repositories/{o}/core/sync", owner).then().statusCode(200);

    // When
    Graph loaded = store.load();

    // Then
    Repository before = keeper.graph().find(owner + "/core").orElseThrow();
    Repository after = loaded.find(owner + "/core").orElseThrow();
    assertThat(before.ofDefaultBranch().orElseThrow().rejection()).isNotNull();
    assertThat(after.url()).isEqualTo(before.url());
    assertThat(after.manifest().orElseThrow().source()).isEqualTo(LEAF);
    assertThat(after.ofDefaultBranch().orElseThrow().rejection())
        .isEqualTo(before.ofDefaultBranch().orElseThrow().rejection());
    assertThat(after.ofDefaultBranch().orElseThrow().indexedAt())
        .isEqualTo(before.ofDefaultBranch().orElseThrow().indexedAt());
    assertThat(String.valueOf(after.ofDefaultBranch().orElseThrow().rejection())).contains(broken);
  }

  @Test
  void a_record_that_is_no_trigger_is_set_aside_and_the_next_one_is_answered() throws Exception {
    // Given
    String key = owner + "/core";
    producer
        .send(
            new ProducerRecord<>(
                Topics.TRIGGERS.name(), key, "poison".getBytes(StandardCharsets.UTF_8)))
        .get();

    // When
    push("after-poison", "core", "refs/heads/main", "1".repeat(40), List.of());

    // Then
    assertThat(answers("after-poison", 1)).hasSize(1);
    try (Topic letters = new Topic(servers, Topics.DEAD_LETTERS)) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> letters.records().stream().anyMatch(record -> key.equals(record.key())));
    }
  }

  @Test
  void health_says_up_while_triggers_are_read() {
    given().get("/q/health/live").then().statusCode(200).body("checks.name", hasItems("triggers"));
    given().get("/q/health/ready").then().statusCode(200);
  }

  private static String workflows() {
    return "workflows:\n  release: { steps: [echo hello] }\n";
  }

  private Origin origin(String name) throws Exception {
    return Origin.create(path(name));
  }

  private Path path(String name) {
    return folder.resolve(owner).resolve(name + ".git");
  }

  private ValidatableResponse register(String name) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("repo", owner + "/" + name, "url", path(name).toUri().toString()))
        .post("/api/v1/repositories")
        .then();
  }

  private ValidatableResponse repository(String name) {
    return given().get("/api/v1/repositories/{o}/{n}", owner, name).then().statusCode(200);
  }

  private ValidatableResponse plan(String name, String workflow, @Nullable String commit) {
    String pin = commit == null ? "" : ",\"commit\":\"" + commit + "\"";
    return given()
        .contentType(ContentType.JSON)
        .body("{\"repo\":\"%s/%s\",\"workflow\":\"%s\"%s}".formatted(owner, name, workflow, pin))
        .post("/api/v1/plan")
        .then();
  }

  private void push(
      String delivery, String name, String ref, @Nullable String after, List<String> paths)
      throws Exception {
    RepositoryRef repo = RepositoryRef.parse(owner + "/" + name);
    Trigger trigger =
        new Pushed(
            owner + "-" + delivery, repo, ref, after, paths, Instant.parse("2026-11-23T10:00:00Z"));
    producer
        .send(
            Codec.encode(
                Codec.envelope(
                    Topics.TRIGGERS,
                    repo.fullName(),
                    trigger.deliveryId(),
                    "/test",
                    Instant.now(),
                    null,
                    trigger)))
        .get();
  }

  private List<Received<ManifestMessage>> answers(String delivery, int count) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                manifests.messages(Topics.MANIFESTS).stream()
                    .filter(received -> received.id().startsWith(owner + "-" + delivery + "/"))
                    .toList(),
            found -> found.size() >= count);
  }
}
