package dev.tako.coordinator.postgres;

import dev.tako.contract.Json;
import dev.tako.contract.ManifestProblem;
import dev.tako.contract.RunId;
import dev.tako.coordinator.trigger.TriggerOutcome;
import dev.tako.manifest.RepositoryRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// What became of each trigger from outside.
@ApplicationScoped
public class TriggerOutcomes {
  /// A delivery that came again may turn nothing into something, never the other way round.
  private static final String RECORD =
      """
      insert into trigger_outcome
        (delivery_id, repo, ref, commit, outcome, reason, problems, runs, received_at)
      values (?, ?, ?, ?, ?, ?, ?::json, ?::json, ?)
      on conflict (delivery_id) do update set
        repo = excluded.repo, ref = excluded.ref, commit = excluded.commit,
        outcome = excluded.outcome, reason = excluded.reason, problems = excluded.problems,
        runs = excluded.runs, received_at = excluded.received_at
      where trigger_outcome.outcome <> 'started' or excluded.outcome = 'started'
      """;

  private static final String COLUMNS =
      "select delivery_id, repo, ref, commit, outcome, reason, problems, runs, received_at"
          + " from trigger_outcome";

  private final DataSource database;

  TriggerOutcomes(DataSource database) {
    this.database = database;
  }

  public void record(TriggerOutcome outcome) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(RECORD)) {
      insert.setString(1, outcome.deliveryId());
      insert.setString(2, outcome.repo().toString());
      insert.setString(3, outcome.ref());
      insert.setString(4, outcome.commit());
      insert.setString(5, outcome.outcome().word());
      insert.setString(6, StorableText.ofNullable(outcome.reason()));
      insert.setString(7, Json.text(outcome.problems()));
      insert.setString(8, Json.text(outcome.runs()));
      insert.setObject(9, outcome.receivedAt().atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new DatabaseException("record trigger " + outcome.deliveryId(), e);
    }
  }

  public Optional<TriggerOutcome> find(String deliveryId) {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(COLUMNS + " where delivery_id = ?")) {
      select.setString(1, deliveryId);
      return read(select).stream().findFirst();
    } catch (SQLException e) {
      throw new DatabaseException("read trigger " + deliveryId, e);
    }
  }

  /// The newest first.
  public List<TriggerOutcome> newest(int limit) {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                COLUMNS + " order by received_at desc, delivery_id limit ?")) {
      select.setInt(1, limit);
      return read(select);
    } catch (SQLException e) {
      throw new DatabaseException("read the triggers", e);
    }
  }

  private static List<TriggerOutcome> read(PreparedStatement select) throws SQLException {
    List<TriggerOutcome> outcomes = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        outcomes.add(
            new TriggerOutcome(
                row.getString(1),
                RepositoryRef.parse(row.getString(2)),
                row.getString(3),
                row.getString(4),
                TriggerOutcome.Kind.ofWord(row.getString(5)),
                row.getString(6),
                List.of(Json.read(row.getString(7), ManifestProblem[].class)),
                List.of(Json.read(row.getString(8), RunId[].class)),
                row.getObject(9, OffsetDateTime.class).toInstant()));
      }
    }
    return outcomes;
  }
}
