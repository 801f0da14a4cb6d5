package dev.tako.coordinator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.ManifestTexts;
import dev.tako.contract.Plan;
import dev.tako.contract.Plan.PlannedDependent;
import dev.tako.contract.Plan.PlannedRepository;
import dev.tako.contract.RunCommand.StartRun;
import dev.tako.contract.RunId;
import dev.tako.coordinator.postgres.RunChange;
import dev.tako.coordinator.postgres.RunStore;
import dev.tako.coordinator.run.Decider;
import dev.tako.coordinator.run.Decision;
import dev.tako.coordinator.run.Manifests;
import dev.tako.coordinator.run.RunPlan;
import dev.tako.coordinator.run.RunState;
import dev.tako.manifest.RepositoryRef;
import dev.tako.testkit.SharedInfrastructure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class LiveRunsTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

  private static final String TEXT =
      """
      version: "1"
      dependents: [{ repo: acme/r1 }, { repo: acme/r2 }]
      workflows: { release: { steps: [make] } }
      """;

  private final PGSimpleDataSource database = new PGSimpleDataSource();
  private RunStore store;

  @BeforeEach
  void aDatabase() {
    database.setUrl(SharedInfrastructure.freshDatabase());
    database.setCurrentSchema("coordinator");
    Flyway.configure().dataSource(database).schemas("coordinator").load().migrate();
    store = new RunStore(database);
  }

  @Test
  void facts_are_taken_in_hand_as_far_as_there_is_room_for_their_runs() throws SQLException {
    // Given
    LiveRuns live = new LiveRuns(store, 8, 100);
    List<RunState> runs = started(live, 4);
    RunId first = runs.getFirst().id();
    RunId second = runs.get(1).id();
    RunId third = runs.get(2).id();
    RunId unknown = RunId.of(AT, 99);

    // When / Then
    for (LiveRuns known : List.of(live, new LiveRuns(store, 8, 100))) {
      assertThat(taken(known, first, first, unknown, second, second, third, first)).isEqualTo(5);
      assertThat(requireNonNull(known.get(first)).run().executions()).hasSize(3);
      assertThat(requireNonNull(known.get(second)).version()).isOne();
      assertThat(known.get(third)).isNull();
      assertThat(known.get(unknown)).isNull();
    }
    assertThat(taken(new LiveRuns(store, 1, 100), first, first, second)).isEqualTo(2);
  }

  @Test
  void a_run_that_there_was_no_room_to_keep_is_read_again() throws SQLException {
    // Given
    LiveRuns live = new LiveRuns(store, 100, 4);
    List<RunState> runs = started(live, 3);

    // When
    int taken = taken(live, runs.stream().map(RunState::id).toArray(RunId[]::new));

    // Then
    assertThat(taken).isEqualTo(3);
    assertThat(runs)
        .allSatisfy(run -> assertThat(requireNonNull(live.get(run.id())).run()).isEqualTo(run));
  }

  private int taken(LiveRuns live, RunId... runs) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return live.next(connection, List.of(runs));
    }
  }

  /// Each with three executions.
  private List<RunState> started(LiveRuns live, int count) throws SQLException {
    RepositoryRef root = RepositoryRef.parse("acme/r0:main");
    List<PlannedRepository> repositories =
        IntStream.range(0, 3)
            .mapToObj(i ->
                new PlannedRepository(
                    RepositoryRef.parse("acme/r" + i + ":main"),
                    "file:///r" + i,
                    "%040x".formatted(i),
                    ManifestTexts.digestOf(TEXT)))
            .toList();
    Plan plan =
        new Plan(
            "hash",
            root,
            "release",
            repositories,
            List.of(new PlannedDependent(0, 1, 0), new PlannedDependent(0, 2, 1)),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    store.savePlan(plan);
    RunPlan ready =
        new RunPlan(plan, new Manifests(_ -> Map.of(ManifestTexts.digestOf(TEXT), TEXT), 1_000));
    List<Decision> decisions =
        IntStream.range(0, count)
            .mapToObj(number ->
                Decider.start(
                    ready,
                    new StartRun(
                        RunId.of(AT, number), root, "release", Map.of(), null, "hash", "ada", AT)))
            .toList();
    List<RunChange> changes =
        decisions.stream()
            .map(decision -> new RunChange(null, decision.state(), 0, decision.touched(), 0))
            .toList();
    try (Connection connection = database.getConnection()) {
      store.save(connection, changes);
    }
    live.remember(changes);
    return changes.stream().map(RunChange::after).toList();
  }
}
