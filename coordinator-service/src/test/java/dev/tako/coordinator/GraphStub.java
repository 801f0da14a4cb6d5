package dev.tako.coordinator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tako.contract.EventPlan;
import dev.tako.contract.EventPlan.Candidate;
import dev.tako.contract.Json;
import dev.tako.contract.ManifestProblem;
import dev.tako.contract.Plan;
import dev.tako.contract.Plan.PlannedRepository;
import dev.tako.contract.Plan.PlannedSubscription;
import dev.tako.contract.Plan.Refusal;
import dev.tako.manifest.ArtifactRef;
import dev.tako.manifest.RepositoryRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// The wire contract of the graph service, played by a small server. What it answers depends on
/// what it is asked: the workflow `refused` has a cycle, `offline` gets 503, `flaky` 503 the first
/// two times, the repository `acme/unknown` is unknown, `everything` has every key; all else is
/// planned as `acme/core` with a subscriber `acme/lib`.
final class GraphStub implements AutoCloseable {
  private static final RepositoryRef LIB = RepositoryRef.parse("acme/lib:main");
  private static final String LIB_MANIFEST =
      """
      version: "1"
      subscriptions:
        - artifact: acme/core:default
          events: [build_completed]
          filters: ["event.payload.nothing == 'x'"]
          workflow: check
        - artifact: acme/core:default
          events: [build_completed]
          workflow: check
      workflows:
        check:
          steps:
            - id: look
              run: "true"
      """;

  /// Every key that goes to a runner; a real graph service refuses some of them.
  private static final String EVERYTHING =
      """
      version: "1"
      workflows:
        everything:
          image: eclipse-temurin:25
          env: { CI: "true" }
          inputs: { bump: { default: patch } }
          secrets: [NPM_TOKEN, GIT_TOKEN]
          resources: { cpu_limit: "1.0", mem_limit: 512Mi, disk_limit: 2Gi }
          detect_events: false
          steps:
            - ./gradlew check
            - id: bump
              name: Bump the version
              if: run.id != "none"
              run: ./scripts/bump.sh
              env: { TOKEN: NPM_TOKEN, STAGE: prod }
              timeout: 10m
              retry: { max_attempts: 3, backoff: 1s, max_backoff: 10s }
              continue_on_error: true
              working_directory: sub/dir
              long_running: true
              network: none
              capabilities: [CAP_NET_ADMIN]
              security_profile: strict
              volumes: [{ source: cache, destination: /cache, read_only: true }]
              cache_key_files: "src/**/*.go"
              resources: { mem_limit: 256Mi }
              produces: { outputs: { version: from_stdout } }
              on_failure: [./scripts/cleanup.sh]
            - uses: tako/noop@v1
            - uses: tako/checkout@v1
              with: { ref: main }
            - uses: tako/update-dependency@v1
              with: { name: core-lib, version: "{{ .steps.bump.version }}", update_lock_files: true }
              env: { TOKEN: GIT_TOKEN }
            - uses: tako/create-pull-request@v1
              with: { title: Update core-lib, head: tako/core-lib, wait_for: merged }
            - uses: tako/poll@v1
              with: { target: step, step_id: bump }
      """;

  private final HttpServer server;
  private final AtomicInteger flaky = new AtomicInteger();

  private GraphStub(HttpServer server) {
    this.server = server;
  }

  static GraphStub start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    GraphStub stub = new GraphStub(server);
    server.createContext("/api/v1/plan", stub::plan);
    server.createContext("/api/v1/plan/event", GraphStub::planEvent);
    server.start();
    return stub;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void plan(HttpExchange exchange) throws IOException {
    ObjectNode body = (ObjectNode) Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
    JsonNode known = body.remove("known");
    Plan.Request request = Json.MAPPER.treeToValue(body, Plan.Request.class);
    switch (request.workflow()) {
      case "refused" ->
          answer(
              exchange,
              422,
              new Refusal(
                  "Not plannable",
                  422,
                  "circular dependency detected: acme/core:main -> acme/core:main",
                  List.of(
                      new ManifestProblem(
                          "acme/core:main",
                          "tako.yml",
                          4,
                          3,
                          "dependents[0]",
                          "a cycle",
                          null,
                          null))));
      case "offline" -> answer(exchange, 503, new Refusal("Busy", 503, "busy", List.of()));
      case "flaky" -> {
        if (flaky.incrementAndGet() <= 2) {
          answer(exchange, 503, new Refusal("Busy", 503, "busy", List.of()));
        } else {
          answer(exchange, 200, planned(request));
        }
      }
      default -> {
        if (request.repo().fullName().equals("acme/unknown")) {
          answer(
              exchange,
              404,
              new Refusal("Not found", 404, "acme/unknown is not registered", List.of()));
        } else {
          Plan plan = planned(request);
          if (known != null && known.asText().equals(plan.hash())) {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          } else {
            answer(exchange, 200, plan);
          }
        }
      }
    }
  }

  /// An event of `acme/unknown` is refused; any other has `acme/lib` as its only candidate.
  private static void planEvent(HttpExchange exchange) throws IOException {
    EventPlan.Request request =
        Json.read(exchange.getRequestBody().readAllBytes(), EventPlan.Request.class);
    ArtifactRef artifact = ArtifactRef.parse(String.valueOf(request.artifact()));
    if (artifact.repo().equals("unknown")) {
      String detail = "expected acme/unknown to put out an artifact '%s'".formatted(artifact);
      answer(exchange, 422, new Refusal("No plan for an event", 422, detail, List.of()));
      return;
    }
    RepositoryRef root = new RepositoryRef(artifact.owner(), artifact.repo(), null);
    String manifest =
        "version: '1'\nsubscriptions: [{ artifact: '%s', events: [%s], filters: ['event.payload.size > 10'], workflow: check }]\nworkflows: { check: { steps: [{ id: look, run: 'true' }] } }"
            .formatted(artifact, request.type());
    String payload =
        request.fields().stream()
            .map(field -> "%s: '{{ .event.payload.%s }}'".formatted(field, field))
            .collect(Collectors.joining(", "));
    String emitting =
        "version: '1'\nworkflows: { %s: { steps: [{ id: event, uses: tako/fan-out@v1, with: { event_type: %s, schema_version: %s, payload: { %s } } }] } }"
            .formatted(request.type(), request.type(), request.schemaVersion(), payload);
    Plan plan =
        new Plan(
            "hash-of-%s-%s".formatted(artifact, Integer.toHexString(emitting.hashCode())),
            root,
            request.type(),
            List.of(
                new PlannedRepository(root, "", "", emitting),
                new PlannedRepository(LIB, "file:///lib.git", "d".repeat(40), manifest)),
            List.of(),
            List.of(new PlannedSubscription(LIB, 0)),
            List.of(),
            List.of());
    answer(exchange, 200, new EventPlan(plan, List.of(new Candidate(LIB, 0, "check"))));
  }

  private static Plan planned(Plan.Request request) {
    RepositoryRef root = request.repo().withBranch("main");
    return new Plan(
        "hash-of-%s-%s".formatted(root.name(), request.workflow()),
        root,
        request.workflow(),
        List.of(
            new PlannedRepository(
                root, "file:///core.git", "c".repeat(40), coreManifest(request.workflow())),
            new PlannedRepository(LIB, "file:///lib.git", "d".repeat(40), LIB_MANIFEST)),
        List.of(),
        List.of(new PlannedSubscription(LIB, 0), new PlannedSubscription(LIB, 1)),
        List.of(),
        List.of());
  }

  private static String coreManifest(String workflow) {
    return workflow.equals("everything") ? EVERYTHING : ordinary(workflow);
  }

  private static String ordinary(String workflow) {
    return """
    version: "1"
    workflows:
      %s:
        inputs:
          bump: { type: string, default: patch }
        steps:
          - id: build
            run: make
          - id: pack
            run: tar
    """
        .formatted(workflow);
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = Json.bytes(body);
    exchange
        .getResponseHeaders()
        .add("Content-Type", status == 200 ? "application/json" : "application/problem+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
