package dev.tako.coordinator.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tako.contract.Json;
import dev.tako.contract.RunId;
import dev.tako.contract.StepEvent;
import dev.tako.coordinator.run.Considered;
import dev.tako.coordinator.run.Effect;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The events of a run, each with every subscription that was held against it.
@ApplicationScoped
public class EventStore {
  private final DataSource database;

  /// An event whose report came again.
  public record Repeated(RunId run, String id) {}

  /// The reports that came again after an event was emitted, and were ignored.
  ///
  /// @param reason why the last one was
  public record Repeats(int times, Instant lastAt, String reason) {
    /// These and one more.
    public Repeats and(Repeats later) {
      return new Repeats(times + later.times, later.lastAt, later.reason);
    }
  }

  /// An event as it was emitted.
  ///
  /// @param repeats null when its report came once
  public record Emitted(Effect.Emit emit, @Nullable Repeats repeats) {}

  EventStore(DataSource database) {
    this.database = database;
  }

  public void add(Connection connection, Collection<Effect.Emit> events) throws SQLException {
    Columns columns = new Columns("text", "text", "text", "text");
    for (Effect.Emit emit : events) {
      columns.row(
          emit.event().runId().value(),
          emit.event().id(),
          StateJson.text(emit.event()),
          StateJson.text(emit.considered()));
    }
    columns.write(
        connection,
        """
        insert into event (run_id, id, body, considered)
        select a, b, c::json, d::json from unnest(?, ?, ?, ?) as t (a, b, c, d)
        on conflict do nothing
        """);
  }

  /// Counts reports that came again for events that are stored; what is not stored is not counted.
  public void repeated(Connection connection, Map<Repeated, Repeats> repeats) throws SQLException {
    Columns columns = new Columns("text", "text", "int4", "text", "text");
    repeats.forEach((event, repeat) ->
        columns.row(
            event.run().value(),
            event.id(),
            repeat.times(),
            repeat.lastAt().toString(),
            StorableText.ofNullable(repeat.reason())));
    columns.write(
        connection,
        """
        update event set repeats = repeats + t.c, repeated_at = t.d::timestamptz, repeated_why = t.e
        from unnest(?, ?, ?, ?, ?) as t (a, b, c, d, e) where run_id = t.a and id = t.b
        """);
  }

  /// The events of a run in the order they were emitted.
  public List<Emitted> of(RunId run) {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select body, considered, repeats, repeated_at, repeated_why from event"
                    + " where run_id = ? order by position")) {
      select.setString(1, run.value());
      List<Emitted> events = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          events.add(
              new Emitted(
                  new Effect.Emit(
                      Json.read(row.getString(1), StepEvent.class), considered(row.getString(2))),
                  row.getInt(3) == 0
                      ? null
                      : new Repeats(
                          row.getInt(3),
                          row.getObject(4, OffsetDateTime.class).toInstant(),
                          row.getString(5))));
        }
      }
      return events;
    } catch (SQLException e) {
      throw new DatabaseException("read the events of run " + run, e);
    }
  }

  private static List<Considered> considered(String json) {
    try {
      return Json.MAPPER.readValue(json, new TypeReference<List<Considered>>() {});
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
