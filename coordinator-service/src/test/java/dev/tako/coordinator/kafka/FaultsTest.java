package dev.tako.coordinator.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class FaultsTest {
  private record Case(String name, RuntimeException failure, boolean ofTheMessage) {}

  @TestFactory
  Stream<DynamicTest> a_message_is_set_aside_only_for_its_own_fault() {
    return Stream.of(
            new Case("data that does not fit", sql("22021"), true),
            new Case("a constraint", sql("23514"), true),
            new Case("a lost connection", sql("08006"), false),
            new Case("a connection that could not be had", sql(""), false),
            new Case("a broker that is away", broker(), false),
            new Case("a broker that is slow", new TimeoutException("slow"), false),
            new Case("a message no broker takes", new RecordTooLargeException("9 MiB"), true),
            new Case("a value that cannot be", new IllegalArgumentException("no"), true))
        .map(example ->
            DynamicTest.dynamicTest(
                example.name(),
                () ->
                    assertThat(Faults.isOfTheMessage(example.failure()))
                        .isEqualTo(example.ofTheMessage())));
  }

  private static RuntimeException sql(String state) {
    return new IllegalStateException("Could not store", new SQLException("broken", state));
  }

  private static RuntimeException broker() {
    return new BrokerUnreachableException("tako.runs", new TimeoutException("away"));
  }
}
