package dev.tako.coordinator.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Messages that were decided on in a transaction and are to be published after it.
@ApplicationScoped
public class Outbox {
  private static final int BLOCK = 1000; // as the sequence's increment

  private long next;
  private long end;

  /// A message to publish.
  ///
  /// @param id in the order of decision
  /// @param partition of the run it belongs to, whose owner publishes it
  /// @param alone whether it must be a Kafka batch of its own
  @SuppressWarnings("ArrayRecordComponent") // bytes on their way through, never compared
  public record Entry(
      long id,
      int partition,
      String topic,
      String key,
      String eventId,
      String type,
      Instant at,
      byte[] body,
      boolean alone) {}

  /// The next id; a block of ids is taken from the database at a time.
  public synchronized long nextId(Connection connection) throws SQLException {
    if (next == end) {
      try (PreparedStatement select = connection.prepareStatement("select nextval('outbox_ids')");
          ResultSet row = select.executeQuery()) {
        row.next();
        next = row.getLong(1);
        end = next + BLOCK;
      }
    }
    return next++;
  }

  public void add(Connection connection, Collection<Entry> entries) throws SQLException {
    Columns columns = new Columns("int8", "int4", "text", "text", "text", "text", "text", "bytea");
    for (Entry entry : entries) {
      columns.row(
          entry.id(),
          entry.partition(),
          entry.topic(),
          entry.key(),
          entry.eventId(),
          entry.type(),
          entry.at().toString(),
          entry.body());
    }
    columns.write(
        connection,
        """
        insert into outbox (id, partition, topic, key, event_id, type, at, body)
        select a, b, c, d, e, f, g::timestamptz, h
        from unnest(?, ?, ?, ?, ?, ?, ?, ?) as t (a, b, c, d, e, f, g, h)
        """);
  }

  /// Forgets what the broker has.
  public void remove(Connection connection, Collection<Long> ids) throws SQLException {
    Columns columns = new Columns("int8");
    ids.forEach(columns::row);
    columns.write(connection, "delete from outbox where id = any(?)");
  }

  /// What the owner of these partitions has to publish, oldest first.
  public List<Entry> pending(Connection connection, Collection<Integer> partitions)
      throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "select id, partition, topic, key, event_id, type, at, body from outbox"
                + " where partition = any(?) order by id")) {
      select.setArray(1, connection.createArrayOf("int4", partitions.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          entries.add(
              new Entry(
                  row.getLong(1),
                  row.getInt(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getTimestamp(7).toInstant(),
                  row.getBytes(8),
                  true));
        }
      }
    }
    return entries;
  }
}
