package dev.tako.coordinator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tako.contract.EventPlan;
import dev.tako.contract.EventPlan.Candidate;
import dev.tako.contract.Json;
import dev.tako.contract.ManifestProblem;
import dev.tako.contract.ManifestTexts;
import dev.tako.contract.Plan;
import dev.tako.contract.Plan.PlannedRepository;
import dev.tako.contract.Plan.PlannedSubscription;
import dev.tako.contract.Plan.Refusal;
import dev.tako.manifest.ArtifactRef;
import dev.tako.manifest.RepositoryRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// The wire contract of the graph service, played by a small server. What it answers depends on
/// what it is asked: the workflow `refused` has a cycle, `offline` gets 503, `flaky` 503 the first
/// two times, the repository `acme/unknown` is unknown, `everything` has every key. The manifest of
/// `lost` is not to be had, that of `replaced` only of its second plan, and for `forged` there is a
/// wrong text. All else is planned as `acme/core` with a subscriber `acme/lib`.
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
  private final AtomicInteger replaced = new AtomicInteger();
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();

  private GraphStub(HttpServer server) {
    this.server = server;
  }

  static GraphStub start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    GraphStub stub = new GraphStub(server);
    server.createContext("/api/v1/plan", stub::plan);
    server.createContext("/api/v1/plan/event", stub::planEvent);
    server.createContext("/api/v1/manifests", stub::manifests);
    server.createContext("/asked", exchange -> answer(exchange, 200, stub.asked));
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
  private void planEvent(HttpExchange exchange) throws IOException {
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
                new PlannedRepository(root, "", "", named(emitting)),
                new PlannedRepository(LIB, "file:///lib.git", "d".repeat(40), named(manifest))),
            List.of(),
            List.of(artifact.toString()),
            List.of(new PlannedSubscription(1, 0, 0)),
            List.of(),
            List.of());
    answer(exchange, 200, new EventPlan(plan, List.of(new Candidate(LIB, 0, "check"))));
  }

  private Plan planned(Plan.Request request) {
    RepositoryRef root = request.repo().withBranch("main");
    String manifest = named(coreManifest(request.workflow()));
    switch (request.workflow()) {
      case "lost" -> manifest = "f".repeat(64);
      case "replaced" -> manifest = replaced.incrementAndGet() == 1 ? "e".repeat(64) : manifest;
      case "forged" -> texts.put(manifest, "version: \"1\"\nworkflows: {}\n");
      default -> {}
    }
    return new Plan(
        "hash-of-%s-%s".formatted(root.name(), request.workflow()),
        root,
        request.workflow(),
        List.of(
            new PlannedRepository(root, "file:///core.git", "c".repeat(40), manifest),
            new PlannedRepository(LIB, "file:///lib.git", "d".repeat(40), named(LIB_MANIFEST))),
        List.of(),
        List.of("acme/core:default"),
        List.of(new PlannedSubscription(1, 0, 0), new PlannedSubscription(1, 1, 0)),
        List.of(),
        List.of());
  }

  /// The digest of a text that can be asked for from now on.
  private String named(String text) {
    String digest = ManifestTexts.digestOf(text);
    texts.put(digest, text);
    return digest;
  }

  private void manifests(HttpExchange exchange) throws IOException {
    ManifestTexts.Request request =
        Json.read(exchange.getRequestBody().readAllBytes(), ManifestTexts.Request.class);
    Map<String, String> found = new HashMap<>();
    for (String digest : request.digests()) {
      asked.merge(digest, 1, Integer::sum);
      found.computeIfAbsent(digest, texts::get);
    }
    answer(exchange, 200, new ManifestTexts(found));
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
