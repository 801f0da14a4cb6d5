package dev.tako.graph.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.ManifestTexts;
import dev.tako.testkit.SharedInfrastructure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

class MigrationsTest {
  private static final String TEXT = "version: \"1\"\n# „ü€𝄞“\nworkflows: {}\n";

  @Test
  void manifests_that_were_stored_without_a_digest_get_theirs() throws Exception {
    // Given
    String url = SharedInfrastructure.freshDatabase();
    migrate(url, "1");
    try (Connection connection = DriverManager.getConnection(url);
        var old = connection.createStatement()) {
      old.execute(
          "insert into graph.repository values ('a/b', 'file:///b', 'main', null, now(), now())");
      try (PreparedStatement manifest =
          connection.prepareStatement(
              "insert into graph.manifest values ('a/b', 'main', 'c0ffee', ?, true, now())")) {
        manifest.setString(1, TEXT);
        manifest.executeUpdate();
      }
    }

    // When
    migrate(url, "2");

    // Then
    try (Connection connection = DriverManager.getConnection(url);
        ResultSet row =
            connection.createStatement().executeQuery("select digest from graph.manifest")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo(ManifestTexts.digestOf(TEXT));
    }
  }

  private static void migrate(String url, String target) {
    Flyway.configure().dataSource(url, null, null).schemas("graph").target(target).load().migrate();
  }
}
