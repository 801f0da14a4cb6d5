package dev.tako.benchmarks.organisation;

import dev.tako.benchmarks.Latencies;
import dev.tako.benchmarks.organisation.Organisation.Node;
import dev.tako.contract.Json;
import dev.tako.contract.Plan;
import dev.tako.dev.Component;
import dev.tako.dev.EmbeddedSystem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/// Takes one organisation through a running system and measures each part.
final class Measurement {
  /// How often each question is asked.
  ///
  /// @param warmUp before anything counts
  record Counts(int warmUp, int pushes, int plans, int impacts) {}

  /// Each run of the largest plan is thousands of executions, and they go on while the next is
  /// asked for.
  private static final int STARTS = 10;

  private interface Action {
    void run(int round) throws IOException, InterruptedException;
  }

  private final EmbeddedSystem system;
  private final ApiClient graph;
  private final ApiClient coordinator;
  private final Organisation organisation;
  private final Origins origins;
  private final Counts counts;
  private final Consumer<String> report;
  private final int[] revisions;

  Measurement(
      EmbeddedSystem system,
      Organisation organisation,
      Origins origins,
      Counts counts,
      Consumer<String> report) {
    this.system = system;
    this.graph = new ApiClient(system.graph());
    this.coordinator = new ApiClient(system.coordinator());
    this.organisation = organisation;
    this.origins = origins;
    this.counts = counts;
    this.report = report;
    this.revisions = new int[organisation.nodes().size()];
  }

  Measured run() throws IOException, InterruptedException {
    report.accept("  indexing all of them");
    double fullIndex = seconds(() -> index());
    requireAllIndexed();
    report.accept("  pushing, planning and asking");
    Latencies push = pushes();
    Node widest = organisation.widest();
    byte[] answer = plan(widest, "size");
    Plan plan = Json.read(answer, Plan.class);
    Latencies plans = times(counts.plans(), round -> plan(widest, "note " + round));
    Latencies knownPlans =
        times(counts.plans(), round -> plan(widest, "known " + round, plan.hash()));
    Latencies plansAfterPush = afterPush(counts, round -> plan(widest, "after " + round));
    Latencies widestImpact = times(counts.impacts(), _ -> impact(widest));
    Latencies impactAfterPush = afterPush(counts, _ -> impact(widest));
    List<Integer> any = organisation.shuffled();
    Latencies anyImpact =
        times(
            counts.impacts(),
            round -> impact(organisation.nodes().get(any.get(round % any.size()))));
    Memory memory = Memory.of(system.process(Component.GRAPH));
    report.accept("  starting runs");
    double firstStart = seconds(() -> start(widest, "first"));
    Latencies starts =
        afterPush(new Counts(2, STARTS, 0, 0), round -> start(widest, "after " + round));
    Memory coordinatorMemory = Memory.of(system.process(Component.COORDINATOR));
    double restart = seconds(() -> system.restart(Component.GRAPH));
    return new Measured(
        organisation.nodes().size(),
        organisation.edges(),
        organisation.mostFrom(),
        fullIndex,
        push,
        plans,
        knownPlans,
        plansAfterPush,
        plan.repositories().size(),
        answer.length,
        widestImpact,
        impactAfterPush,
        anyImpact,
        memory,
        firstStart,
        starts,
        coordinatorMemory,
        restart);
  }

  private void index() throws IOException, InterruptedException {
    graph.post("/api/v1/bases", Map.of("url", origins.folder().toUri() + "{owner}/{repo}.git"));
  }

  private void requireAllIndexed() throws IOException, InterruptedException {
    long indexed = 0;
    for (var repository :
        Json.MAPPER.readTree(graph.get("/api/v1/repositories")).path("repositories")) {
      indexed += repository.path("status").asText().equals("indexed") ? 1 : 0;
    }
    if (indexed != organisation.nodes().size()) {
      throw new IllegalStateException(
          "Expected all %d repositories to be indexed, found %d."
              .formatted(organisation.nodes().size(), indexed));
    }
  }

  private Latencies pushes() throws IOException, InterruptedException {
    Random random = new Random(organisation.seed() + 2);
    try (Pushes pushes = new Pushes(system)) {
      return times(
          counts.pushes(),
          _ -> {
            int index = random.nextInt(revisions.length);
            String commit = origins.push(organisation.nodes().get(index), ++revisions[index]);
            pushes.push(index, origins.url(index), commit);
          });
    }
  }

  /// Each after a push of some repository, so that nothing of the plan before can be used.
  private Latencies afterPush(Counts counts, Action action)
      throws IOException, InterruptedException {
    Random random = new Random(organisation.seed() + 3);
    try (Pushes pushes = new Pushes(system)) {
      return times(
          counts.warmUp(),
          counts.pushes(),
          _ -> {
            int index = random.nextInt(revisions.length);
            String commit = origins.push(organisation.nodes().get(index), ++revisions[index]);
            pushes.push(index, origins.url(index), commit);
          },
          action);
    }
  }

  /// The run ends at its first step, whose script no repository has.
  private void start(Node root, String note) throws IOException, InterruptedException {
    coordinator.post(
        "/api/v1/runs",
        Map.of(
            "repo",
            ManifestText.fullName(root.index()),
            "workflow",
            ManifestText.RELEASE,
            "inputs",
            Map.of("note", note)));
  }

  /// @param note makes the request another one, so that no earlier answer will do
  private byte[] plan(Node root, String note) throws IOException, InterruptedException {
    return plan(root, note, "");
  }

  /// @param known the hash of a plan that need not be sent again
  private byte[] plan(Node root, String note, String known)
      throws IOException, InterruptedException {
    return graph.post(
        "/api/v1/plan",
        Map.of(
            "repo",
            ManifestText.fullName(root.index()),
            "workflow",
            ManifestText.RELEASE,
            "inputs",
            Map.of("note", note),
            "known",
            known));
  }

  private void impact(Node node) throws IOException, InterruptedException {
    graph.get("/api/v1/repositories/" + ManifestText.fullName(node.index()) + "/impact");
  }

  private Latencies times(int count, Action action) throws IOException, InterruptedException {
    return times(counts.warmUp(), count, _ -> {}, action);
  }

  /// @param before comes before each action and does not count
  private static Latencies times(int warmUp, int count, Action before, Action action)
      throws IOException, InterruptedException {
    for (int round = 0; round < warmUp; round++) {
      before.run(count + round);
      action.run(count + round);
    }
    long[] nanos = new long[count];
    for (int round = 0; round < count; round++) {
      before.run(round);
      long begin = System.nanoTime();
      action.run(round);
      nanos[round] = System.nanoTime() - begin;
    }
    return new Latencies(nanos);
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static double seconds(Work work) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }
}
