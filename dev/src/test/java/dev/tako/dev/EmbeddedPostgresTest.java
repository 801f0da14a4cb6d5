package dev.tako.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  @TempDir Path folder;

  @Test
  void a_killed_server_comes_back_with_what_was_committed() throws SQLException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
      // Given
      String url = postgres.database("orders");
      execute(url, "create table line(text varchar)", "insert into line values ('committed')");

      // When
      ProcessId killed = postgres.process();
      postgres.kill();
      assertThat(killed.isAlive()).isFalse();
      postgres.restart();

      // Then
      assertThat(query(postgres.database("orders"), "select text from line"))
          .containsExactly("committed");
    }
  }

  @Test
  void a_server_that_was_left_behind_is_taken_over() throws SQLException {
    // Given
    EmbeddedPostgres left = EmbeddedPostgres.start(folder);
    execute(left.database("orders"), "create table line(text varchar)");

    // When
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {

      // Then
      assertThat(left.process().isAlive()).isFalse();
      assertThat(query(postgres.database("orders"), "select count(*) from line"))
          .containsExactly("0");
    }
  }

  @Test
  void commits_are_durable() throws SQLException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
      // Then
      assertThat(query(postgres.jdbcUrl(), "show fsync")).containsExactly("on");
      assertThat(query(postgres.jdbcUrl(), "show synchronous_commit")).containsExactly("on");
    }
  }

  private static void execute(String url, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static List<String> query(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}
