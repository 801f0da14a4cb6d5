package dev.tako.coordinator.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.testkit.SharedInfrastructure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class ManifestStoreTest {
  private final PGSimpleDataSource database = new PGSimpleDataSource();

  @BeforeEach
  void aDatabase() {
    database.setUrl(SharedInfrastructure.freshDatabase());
    database.setCurrentSchema("coordinator");
    Flyway.configure().dataSource(database).schemas("coordinator").load().migrate();
  }

  @Test
  void what_is_stored_is_found_by_a_coordinator_that_starts_anew() {
    // Given
    ManifestStore store = new ManifestStore(database);
    assertThat(store.missing(List.of("a", "b", "c"))).containsExactly("a", "b", "c");
    store.add(Map.of("a", "text of a", "b", "„ü€𝄞“"));

    // When
    ManifestStore anew = new ManifestStore(database);

    // Then
    assertThat(anew.missing(List.of("a", "b", "c"))).containsExactly("c");
    assertThat(store.missing(List.of("a", "b", "c"))).containsExactly("c");
    assertThat(anew.find(List.of("a", "b", "c")))
        .isEqualTo(Map.of("a", "text of a", "b", "„ü€𝄞“"));
  }

  @Test
  void a_digest_that_is_stored_already_keeps_its_text() {
    // Given
    ManifestStore store = new ManifestStore(database);
    store.add(Map.of("a", "first"));

    // When
    store.add(Map.of("a", "second", "b", "other"));

    // Then
    assertThat(store.find(List.of("a", "b"))).isEqualTo(Map.of("a", "first", "b", "other"));
  }

  @Test
  void many_who_store_the_same_texts_at_once_do_not_hinder_each_other() {
    // Given
    Map<String, String> texts = new HashMap<>();
    IntStream.range(0, 2_000).forEach(i -> texts.put("digest-" + i, "text " + i));

    // When
    IntStream.range(0, 4).parallel().forEach(_ -> new ManifestStore(database).add(texts));

    // Then
    assertThat(new ManifestStore(database).find(texts.keySet())).isEqualTo(texts);
  }
}
