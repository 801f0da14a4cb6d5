package dev.tako.coordinator.postgres;

import dev.tako.contract.RunId;
import dev.tako.coordinator.trigger.ScheduledWorkflow;
import dev.tako.coordinator.trigger.ScheduledWorkflow.Key;
import dev.tako.manifest.RepositoryRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What starts by the clock: one row per repository, workflow and cron expression.
@ApplicationScoped
public class ScheduleStore {
  private static final String COLUMNS =
      "select repo, workflow, cron, next_at, last_at, last_run from schedule";

  private final DataSource database;
  private final Inbox inbox;

  ScheduleStore(DataSource database, Inbox inbox) {
    this.database = database;
    this.inbox = inbox;
  }

  /// A row, with what became of it last.
  ///
  /// @param lastAt the time that was fired last; null before the first
  /// @param lastRun the run it became
  public record Row(
      ScheduledWorkflow scheduled, @Nullable Instant lastAt, @Nullable RunId lastRun) {}

  public List<ScheduledWorkflow> of(Collection<Integer> partitions) {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(COLUMNS + " where partition = any(?)")) {
      select.setArray(1, connection.createArrayOf("int4", partitions.toArray()));
      return read(select).stream().map(Row::scheduled).toList();
    } catch (SQLException e) {
      throw new DatabaseException("read the schedules of partitions " + partitions, e);
    }
  }

  /// The next ones first.
  public List<Row> next(int limit) {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                COLUMNS + " order by next_at, repo, workflow, cron limit ?")) {
      select.setInt(1, limit);
      return read(select);
    } catch (SQLException e) {
      throw new DatabaseException("read the schedules", e);
    }
  }

  /// Takes in what a message said, with how far its partition has been read for schedules, in one
  /// transaction.
  ///
  /// @param offset the message's
  /// @return false, and nothing is changed, when a later message has been taken in already
  public boolean replace(
      Inbox.Source source, long offset, Collection<Key> gone, Collection<ScheduledWorkflow> fresh) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        OptionalLong next = inbox.nextOffset(connection, source);
        if (next.isPresent() && next.getAsLong() > offset) {
          return false;
        }
        remove(connection, gone);
        add(connection, source.partition(), fresh);
        inbox.advance(connection, Map.of(source, offset + 1));
        connection.commit();
        return true;
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new DatabaseException("store the schedules of partition " + source.partition(), e);
    }
  }

  private static void add(
      Connection connection, int partition, Collection<ScheduledWorkflow> scheduled)
      throws SQLException {
    Columns columns = new Columns("text", "text", "text", "int4", "text");
    for (ScheduledWorkflow each : scheduled) {
      Key key = each.key();
      columns.row(
          key.repo().fullName(), key.workflow(), key.cron(), partition, each.nextAt().toString());
    }
    columns.write(
        connection,
        """
        insert into schedule (repo, workflow, cron, partition, next_at)
        select a, b, c, d, e::timestamptz from unnest(?, ?, ?, ?, ?) as t (a, b, c, d, e)
        on conflict do nothing
        """);
  }

  private static void remove(Connection connection, Collection<Key> keys) throws SQLException {
    Columns columns = new Columns("text", "text", "text");
    keys.forEach(key -> columns.row(key.repo().fullName(), key.workflow(), key.cron()));
    columns.write(
        connection,
        "delete from schedule using unnest(?, ?, ?) as t (a, b, c)"
            + " where repo = t.a and workflow = t.b and cron = t.c");
  }

  /// Notes that a time was fired. Nothing happens when somebody else was faster.
  public void fired(ScheduledWorkflow before, Instant time, RunId run, ScheduledWorkflow after) {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update schedule set next_at = ?, last_at = ?, last_run = ?"
                    + " where repo = ? and workflow = ? and cron = ? and next_at = ?")) {
      update.setObject(1, utc(after.nextAt()));
      update.setObject(2, utc(time));
      update.setString(3, run.value());
      update.setString(4, before.key().repo().fullName());
      update.setString(5, before.key().workflow());
      update.setString(6, before.key().cron());
      update.setObject(7, utc(before.nextAt()));
      update.executeUpdate();
    } catch (SQLException e) {
      throw new DatabaseException("note that " + before.key() + " was fired", e);
    }
  }

  private static List<Row> read(PreparedStatement select) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        OffsetDateTime lastAt = row.getObject(5, OffsetDateTime.class);
        String lastRun = row.getString(6);
        rows.add(
            new Row(
                new ScheduledWorkflow(
                    new Key(
                        RepositoryRef.parse(row.getString(1)), row.getString(2), row.getString(3)),
                    row.getObject(4, OffsetDateTime.class).toInstant()),
                lastAt == null ? null : lastAt.toInstant(),
                lastRun == null ? null : new RunId(lastRun)));
      }
    }
    return rows;
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
