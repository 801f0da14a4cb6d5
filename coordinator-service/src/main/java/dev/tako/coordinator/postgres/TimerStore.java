package dev.tako.coordinator.postgres;

import dev.tako.contract.RunId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The timers that runs have set.
@ApplicationScoped
public class TimerStore {
  /// Names one timer.
  public record TimerKey(RunId runId, String name) {}

  /// A timer and when it is to fire.
  public record Timer(TimerKey key, int partition, Instant due) {}

  public void set(Connection connection, Collection<Timer> timers) throws SQLException {
    Columns columns = new Columns("text", "text", "int4", "text");
    for (Timer timer : timers) {
      columns.row(
          timer.key().runId().value(),
          timer.key().name(),
          timer.partition(),
          timer.due().toString());
    }
    columns.write(
        connection,
        """
        insert into timer (run_id, name, partition, due)
        select a, b, c, d::timestamptz from unnest(?, ?, ?, ?) as t (a, b, c, d)
        on conflict (run_id, name) do update set due = excluded.due
        """);
  }

  public void clear(Connection connection, Collection<TimerKey> keys) throws SQLException {
    Columns columns = new Columns("text", "text");
    keys.forEach(key -> columns.row(key.runId().value(), key.name()));
    columns.write(
        connection,
        "delete from timer using unnest(?, ?) as t (a, b) where run_id = t.a and name = t.b");
  }

  public List<Timer> of(Connection connection, Collection<Integer> partitions) throws SQLException {
    List<Timer> timers = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select run_id, name, partition, due from timer where partition = any(?)")) {
      select.setArray(1, connection.createArrayOf("int4", partitions.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          timers.add(
              new Timer(
                  new TimerKey(new RunId(row.getString(1)), row.getString(2)),
                  row.getInt(3),
                  row.getTimestamp(4).toInstant()));
        }
      }
    }
    return timers;
  }
}
