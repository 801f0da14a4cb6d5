package dev.tako.coordinator.postgres;

import dev.tako.contract.ExecutionId;
import dev.tako.contract.Json;
import dev.tako.contract.Phase;
import dev.tako.contract.Plan;
import dev.tako.contract.RunId;
import dev.tako.contract.Status;
import dev.tako.coordinator.postgres.StateJson.ExecutionBody;
import dev.tako.coordinator.postgres.StateJson.RunBody;
import dev.tako.coordinator.run.Execution;
import dev.tako.coordinator.run.Queues;
import dev.tako.coordinator.run.RunState;
import dev.tako.coordinator.run.StepState;
import dev.tako.manifest.RepositoryRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// Runs and plans in PostgreSQL: one row per run, execution and step; only what changed is written.
@ApplicationScoped
public class RunStore {
  private final DataSource database;
  private final Set<String> knownPlans = ConcurrentHashMap.newKeySet();

  public RunStore(DataSource database) {
    this.database = database;
  }

  /// A run as it is stored.
  ///
  /// @param version counts its writes, from 1
  public record Stored(RunState run, long version) {}

  public Optional<RunState> find(RunId id) {
    try (Connection connection = database.getConnection()) {
      return Optional.ofNullable(load(connection, List.of(id)).get(id)).map(Stored::run);
    } catch (SQLException e) {
      throw new DatabaseException("read run " + id, e);
    }
  }

  /// Stores the plan under its hash; the same plan again is no work.
  public void savePlan(Plan plan) {
    if (knownPlans.contains(plan.hash())) {
      return;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into plan (hash, body) values (?, ?) on conflict do nothing")) {
      insert.setString(1, plan.hash());
      insert.setBytes(2, Json.bytes(plan));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new DatabaseException("store plan " + plan.hash(), e);
    }
    knownPlans.add(plan.hash());
  }

  public Optional<Plan> plan(String hash) {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select body from plan where hash = ?")) {
      select.setString(1, hash);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(Json.read(row.getBytes(1), Plan.class)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new DatabaseException("read plan " + hash, e);
    }
  }

  /// How many executions each of the runs has, of those that exist.
  public Map<RunId, Integer> sizes(Connection connection, Collection<RunId> ids)
      throws SQLException {
    Map<RunId, Integer> sizes = new HashMap<>();
    if (ids.isEmpty()) {
      return sizes;
    }
    try (PreparedStatement select =
        connection.prepareStatement(
            "select id, (select count(*) from execution where run_id = id) from run"
                + " where id = any(?)")) {
      select.setArray(
          1, connection.createArrayOf("text", ids.stream().map(RunId::value).toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          sizes.put(new RunId(row.getString(1)), row.getInt(2));
        }
      }
    }
    return sizes;
  }

  /// Those of the runs that exist.
  public Map<RunId, Stored> load(Connection connection, Collection<RunId> ids) throws SQLException {
    Map<RunId, Stored> runs = new HashMap<>();
    if (ids.isEmpty()) {
      return runs;
    }
    Object[] keys = ids.stream().map(RunId::value).toArray();
    Map<String, Map<Integer, PVector<StepState>>> steps = new HashMap<>();
    Map<String, List<Execution>> executions = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select id, version, repo, workflow, status, phase, reason, requested_by, plan_hash,"
                + " state, started_at, ended_at from run where id = any(?)")) {
      select.setArray(1, connection.createArrayOf("text", keys));
      try (ResultSet row = select.executeQuery()) {
        if (!row.isBeforeFirst()) {
          return runs;
        }
        loadSteps(connection, keys, steps);
        loadExecutions(connection, keys, steps, executions);
        while (row.next()) {
          RunState run = run(row, executions.getOrDefault(row.getString("id"), List.of()));
          runs.put(run.id(), new Stored(run, row.getLong("version")));
        }
      }
    }
    return runs;
  }

  private static void loadSteps(
      Connection connection, Object[] runs, Map<String, Map<Integer, PVector<StepState>>> steps)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select run_id, execution, state from step where run_id = any(?)"
                + " order by run_id, execution, position")) {
      select.setArray(1, connection.createArrayOf("text", runs));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          StepState step = StateJson.read(row.getString(3), StepState.class);
          steps
              .computeIfAbsent(row.getString(1), _ -> new HashMap<>())
              .merge(row.getInt(2), TreePVector.singleton(step), PVector::plusAll);
        }
      }
    }
  }

  private static void loadExecutions(
      Connection connection,
      Object[] runs,
      Map<String, Map<Integer, PVector<StepState>>> steps,
      Map<String, List<Execution>> executions)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select run_id, number, repo, workflow, state from execution where run_id = any(?)")) {
      select.setArray(1, connection.createArrayOf("text", runs));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String run = row.getString(1);
          int number = row.getInt(2);
          ExecutionBody body = StateJson.read(row.getString(5), ExecutionBody.class);
          executions
              .computeIfAbsent(run, _ -> new ArrayList<>())
              .add(
                  body.execution(
                      ExecutionId.of(new RunId(run), number),
                      RepositoryRef.parse(row.getString(3)),
                      row.getString(4),
                      steps.getOrDefault(run, Map.of()).getOrDefault(number, TreePVector.empty())));
        }
      }
    }
  }

  private static RunState run(ResultSet row, List<Execution> list) throws SQLException {
    RunBody body = StateJson.read(row.getString("state"), RunBody.class);
    PMap<RepositoryRef, String> heads = HashTreePMap.empty();
    for (Map.Entry<String, String> head : body.heads().entrySet()) {
      heads = heads.plus(RepositoryRef.parse(head.getKey()), head.getValue());
    }
    PMap<ExecutionId, Execution> executions = HashTreePMap.empty();
    for (Execution execution : list) {
      executions = executions.plus(execution.id(), execution);
    }
    return new RunState(
        new RunId(row.getString("id")),
        RepositoryRef.parse(row.getString("repo")),
        row.getString("workflow"),
        body.inputs(),
        row.getString("requested_by"),
        row.getString("plan_hash"),
        Status.ofWord(row.getString("status")),
        Phase.ofWord(row.getString("phase")),
        row.getString("reason"),
        body.problems(),
        heads,
        executions,
        Queues.of(list),
        body.created(),
        body.tickets(),
        body.open(),
        body.failed(),
        instant(row, "started_at"),
        row.getObject("ended_at") == null ? null : instant(row, "ended_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  /// Writes what changed.
  ///
  /// @throws StaleRunException if another writer was there in the meantime; the transaction must be
  ///   rolled back
  public void save(Connection connection, Collection<RunChange> changes) throws SQLException {
    Columns runs =
        new Columns(
            "text", "int4", "int8", "text", "text", "text", "text", "text", "text", "text", "text",
            "text", "text");
    Columns executions = new Columns("text", "int4", "text", "text", "text", "text");
    Columns steps = new Columns("text", "int4", "int4", "text", "text", "text");
    for (RunChange change : changes) {
      RunState run = change.after();
      runs.row(
          run.id().value(),
          change.partition(),
          change.version() + 1,
          run.repo().toString(),
          run.workflow(),
          run.status().word(),
          run.phase().word(),
          run.reason(),
          run.requestedBy(),
          run.planHash(),
          StateJson.text(RunBody.of(run)),
          run.startedAt().toString(),
          run.endedAt() == null ? null : run.endedAt().toString());
      for (ExecutionId id : change.touched()) {
        changed(change, id, executions, steps);
      }
    }
    int written =
        runs.write(
            connection,
            """
            insert into run (id, partition, version, repo, workflow, status, phase, reason,
                             requested_by, plan_hash, state, started_at, ended_at)
            select a, b, c, d, e, f, g, h, i, j, k::json, l::timestamptz, m::timestamptz
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              as t (a, b, c, d, e, f, g, h, i, j, k, l, m)
            on conflict (id) do update set
              version = excluded.version, status = excluded.status, phase = excluded.phase,
              reason = excluded.reason, state = excluded.state, ended_at = excluded.ended_at
            where run.version = excluded.version - 1
            """);
    if (written != runs.size()) {
      throw new StaleRunException(
          "Expected to be the only writer of %d runs, but %d of them were written by another."
              .formatted(runs.size(), runs.size() - written));
    }
    executions.write(
        connection,
        """
        insert into execution (run_id, number, repo, workflow, status, state)
        select a, b, c, d, e, f::json from unnest(?, ?, ?, ?, ?, ?) as t (a, b, c, d, e, f)
        on conflict (run_id, number) do update set
          status = excluded.status, state = excluded.state
        """);
    steps.write(
        connection,
        """
        insert into step (run_id, execution, position, id, status, state)
        select a, b, c, d, e, f::json from unnest(?, ?, ?, ?, ?, ?) as t (a, b, c, d, e, f)
        on conflict (run_id, execution, position) do update set
          status = excluded.status, state = excluded.state
        """);
  }

  private static void changed(RunChange change, ExecutionId id, Columns executions, Columns steps) {
    Execution after = change.after().executions().get(id);
    RunState before = change.before();
    Execution old = before == null ? null : before.executions().get(id);
    if (after == null || after.equals(old)) {
      return;
    }
    String run = change.after().id().value();
    executions.row(
        run,
        id.number(),
        after.repo().toString(),
        after.workflow(),
        after.status().word(),
        StateJson.text(ExecutionBody.of(after)));
    for (int i = 0; i < after.steps().size(); i++) {
      StepState step = after.steps().get(i);
      if (differs(old, i, step)) {
        steps.row(run, id.number(), i, step.id(), step.status().word(), StateJson.text(step));
      }
    }
  }

  @SuppressWarnings(
      "ReferenceEquality") // an unchanged step is the same object; equal is not needed
  private static boolean differs(@Nullable Execution old, int index, StepState step) {
    return old == null || old.steps().get(index) != step;
  }
}
