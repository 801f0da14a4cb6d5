package dev.tako.coordinator.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows gathered column by column, written with one statement however many there are (`unnest`).
final class Columns {
  private final String[] types;
  private final List<List<@Nullable Object>> columns = new ArrayList<>();

  /// @param types the PostgreSQL element type of each column, for example `text`, `int4`, `bytea`;
  ///   a time is passed as `text`
  Columns(String... types) {
    this.types = types;
    for (int i = 0; i < types.length; i++) {
      columns.add(new ArrayList<>());
    }
  }

  Columns row(@Nullable Object... values) {
    for (int i = 0; i < types.length; i++) {
      columns.get(i).add(values[i]);
    }
    return this;
  }

  boolean isEmpty() {
    return columns.getFirst().isEmpty();
  }

  int size() {
    return columns.getFirst().size();
  }

  /// Runs `sql`, whose parameters are the columns in order, if there are rows.
  ///
  /// @return how many rows it changed
  int write(Connection connection, String sql) throws SQLException {
    if (isEmpty()) {
      return 0;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < types.length; i++) {
        Array array = connection.createArrayOf(types[i], elements(i));
        statement.setArray(i + 1, array);
      }
      return statement.executeUpdate();
    }
  }

  private Object[] elements(int column) {
    List<@Nullable Object> values = columns.get(column);
    if (types[column].equals("bytea")) {
      return values.toArray(new byte[0][]);
    }
    return values.toArray();
  }
}
