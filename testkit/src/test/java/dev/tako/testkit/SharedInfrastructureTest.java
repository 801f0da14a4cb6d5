package dev.tako.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Clients;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

class SharedInfrastructureTest {

  @Test
  void everyone_gets_the_same_broker_with_the_topics_on_it() throws Exception {
    // Given
    String servers = SharedInfrastructure.kafka().bootstrapServers();

    // When
    try (var admin = new Clients(servers, "test").admin()) {

      // Then
      assertThat(admin.listTopics().names().get())
          .contains(Topics.DEAD_LETTERS)
          .containsAll(Topics.ALL.stream().map(topic -> topic.name()).toList());
      assertThat(SharedInfrastructure.kafka().bootstrapServers()).isEqualTo(servers);
    }
  }

  @Test
  void every_database_is_another() throws Exception {
    // When
    String one = SharedInfrastructure.freshDatabase();
    String other = SharedInfrastructure.freshDatabase();

    // Then
    assertThat(one).isNotEqualTo(other);
    try (var connection = DriverManager.getConnection(one)) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }
}
