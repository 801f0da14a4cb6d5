package dev.tako.coordinator.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// How far each partition of each topic was processed, kept with what came of it.
@ApplicationScoped
public class Inbox {
  /// A partition of a topic; the topic by Kafka's id of it, because a topic that was deleted and
  /// made again starts from 0.
  public record Source(String topicId, int partition) {}

  public OptionalLong nextOffset(Connection connection, Source source) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select next_offset from inbox where topic_id = ? and partition = ?")) {
      select.setString(1, source.topicId());
      select.setInt(2, source.partition());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  public void advance(Connection connection, Map<Source, Long> nextOffsets) throws SQLException {
    Columns columns = new Columns("text", "int4", "int8");
    new HashMap<>(nextOffsets)
        .forEach((source, offset) -> columns.row(source.topicId(), source.partition(), offset));
    columns.write(
        connection,
        """
        insert into inbox (topic_id, partition, next_offset)
        select a, b, c from unnest(?, ?, ?) as t (a, b, c)
        on conflict (topic_id, partition) do update set next_offset = excluded.next_offset
        """);
  }
}
