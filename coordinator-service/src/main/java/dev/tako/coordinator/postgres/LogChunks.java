package dev.tako.coordinator.postgres;

import dev.tako.contract.ExecutionId;
import dev.tako.contract.LogChunk;
import dev.tako.contract.RunId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What the steps printed.
@ApplicationScoped
public class LogChunks {
  /// A chunk that comes again, in the same batch or later, is the same chunk.
  private static final String ADD =
      """
      insert into log_chunk (run_id, execution_id, step_id, epoch, sequence, body, at)
      select a, b, c, d, e, f, g::timestamptz
      from unnest(?, ?, ?, ?, ?, ?, ?) as t (a, b, c, d, e, f, g)
      on conflict do nothing
      """;

  /// With ties: a reader that goes on after the last `at` it saw misses none of the same moment.
  private static final String FIND =
      """
      select execution_id, step_id, epoch, sequence, body, at from log_chunk
      where run_id = ?
        and (?::text is null or execution_id = ?)
        and (?::text is null or step_id = ?)
        and (?::timestamptz is null or at > ?)
      order by at fetch first ? rows with ties
      """;

  private static final Comparator<LogChunk> AS_PRINTED =
      Comparator.comparing(LogChunk::at)
          .thenComparing(LogChunk::executionId)
          .thenComparing(LogChunk::stepId)
          .thenComparingInt(LogChunk::epoch)
          .thenComparingInt(LogChunk::sequence);

  private final DataSource database;

  LogChunks(DataSource database) {
    this.database = database;
  }

  public void add(List<LogChunk> chunks) {
    Columns rows = new Columns("text", "text", "text", "int4", "int4", "text", "text");
    for (LogChunk chunk : chunks) {
      rows.row(
          chunk.runId().value(),
          chunk.executionId().value(),
          StorableText.of(chunk.stepId()),
          chunk.epoch(),
          chunk.sequence(),
          StorableText.of(chunk.text()),
          chunk.at().toString());
    }
    try (Connection connection = database.getConnection()) {
      rows.write(connection, ADD);
    } catch (SQLException e) {
      throw new DatabaseException("store " + chunks.size() + " log chunks", e);
    }
  }

  /// In the order they were printed.
  ///
  /// @param executionId only of this execution
  /// @param stepId only of this step
  /// @param after only what was printed after this moment
  /// @param limit about how many; all of the last one's moment are among them
  public List<LogChunk> find(
      RunId run,
      @Nullable String executionId,
      @Nullable String stepId,
      @Nullable Instant after,
      int limit) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(FIND)) {
      OffsetDateTime since = after == null ? null : after.atOffset(ZoneOffset.UTC);
      select.setString(1, run.value());
      select.setString(2, executionId);
      select.setString(3, executionId);
      select.setString(4, stepId);
      select.setString(5, stepId);
      select.setObject(6, since);
      select.setObject(7, since);
      select.setInt(8, limit);
      List<LogChunk> chunks = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          chunks.add(
              new LogChunk(
                  run,
                  new ExecutionId(row.getString(1)),
                  row.getString(2),
                  row.getInt(3),
                  row.getInt(4),
                  row.getString(5),
                  row.getObject(6, OffsetDateTime.class).toInstant()));
        }
      }
      chunks.sort(AS_PRINTED);
      return chunks;
    } catch (SQLException e) {
      throw new DatabaseException("read the logs of " + run, e);
    }
  }
}
