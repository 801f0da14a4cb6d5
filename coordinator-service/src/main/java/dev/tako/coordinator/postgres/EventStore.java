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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/// The events of a run, each with every subscription that was held against it.
@ApplicationScoped
public class EventStore {
  private final DataSource database;

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

  /// The events of a run in the order they were emitted.
  public List<Effect.Emit> of(RunId run) {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select body, considered from event where run_id = ? order by position")) {
      select.setString(1, run.value());
      List<Effect.Emit> events = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          events.add(
              new Effect.Emit(
                  Json.read(row.getString(1), StepEvent.class), considered(row.getString(2))));
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
