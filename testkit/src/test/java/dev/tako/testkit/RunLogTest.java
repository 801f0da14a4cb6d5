package dev.tako.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.RunCommand.CancelRun;
import dev.tako.contract.RunId;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Codec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunLogTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:00Z");

  @Test
  void a_run_s_log_holds_its_records_and_nobody_else_s() throws Exception {
    // Given
    String servers = SharedInfrastructure.kafka().bootstrapServers();
    RunId run = RunId.of(NOW, 1);
    RunId other = RunId.of(NOW, 2);
    try (var producer = new Clients(servers, "test").producer()) {
      for (RunId id : List.of(run, other)) {
        var command = new CancelRun(id, "test", "enough", NOW);
        producer
            .send(
                Codec.encode(
                    Codec.envelope(
                        Topics.RUN_COMMANDS,
                        id.value(),
                        "cancel-" + id,
                        "/test",
                        NOW,
                        null,
                        command)))
            .get();
      }
    }

    // When
    List<String> lines = new RunLog(servers).lines(run.value());

    // Then
    assertThat(lines)
        .singleElement()
        .asString()
        .contains("tako.run-commands[", "cancel-run", run.value(), "enough");
  }
}
