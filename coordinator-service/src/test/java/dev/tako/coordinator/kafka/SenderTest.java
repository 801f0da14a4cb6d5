package dev.tako.coordinator.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tako.contract.RunCommand.CancelRun;
import dev.tako.contract.RunId;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Codec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SenderTest {
  @Test
  void a_broker_that_is_away_is_said_to_be_so_in_time() throws IOException {
    // Given
    CancelRun command = new CancelRun(RunId.of(Instant.now(), 1), "api", null, Instant.now());
    try (var producer = new Clients("127.0.0.1:" + unusedPort(), "test").producer()) {
      Sender sender = new Sender(producer, Duration.ofMillis(300));

      // When
      BrokerUnreachableException failure =
          catchThrowableOfType(
              BrokerUnreachableException.class,
              () ->
                  sender.send(
                      Codec.envelope(
                          Topics.RUN_COMMANDS,
                          command.runId().value(),
                          "id",
                          Sender.SOURCE,
                          command.at(),
                          null,
                          command)));

      // Then
      assertThat(failure).hasMessageContaining("tako.kafka.bootstrap-servers");
    }
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
