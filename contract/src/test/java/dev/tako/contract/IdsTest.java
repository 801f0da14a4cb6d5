package dev.tako.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  private static final String RUN = "exec-20261123-101500-0a1b2c3d";

  @Test
  void a_run_is_named_by_the_utc_second_it_was_requested_in_and_eight_hex_digits() {
    // Given
    Instant at = Instant.parse("2026-11-23T10:15:00.999Z");

    // When
    RunId id = RunId.of(at, 0x0a1b2c3d);

    // Then
    assertThat(id).hasToString(RUN);
    assertThat(RunId.of(at, -1)).hasToString("exec-20261123-101500-ffffffff");
    assertThat(RunId.of(at, 1)).hasToString("exec-20261123-101500-00000001");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run-1",
        "exec-2026-101500-0a1b2c3d",
        "exec-20261123-101500-0A1B2C3D",
        "exec-20261123-101500-0a1b2c3",
        RUN + "\n",
        RUN + ".1"
      })
  void what_is_no_run_id_is_refused_with_an_example(String text) {
    assertThat(RunId.isValid(text)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RunId(text))
        .withMessage("Expected a run id like " + RUN + ", but found '" + text + "'.");
  }

  @Test
  void an_execution_knows_its_run_and_its_number() {
    // When
    ExecutionId id = ExecutionId.of(new RunId(RUN), 12);

    // Then
    assertThat(id).hasToString(RUN + ".12");
    assertThat(id.runId()).isEqualTo(new RunId(RUN));
    assertThat(id.number()).isEqualTo(12);
  }

  @Test
  void executions_are_ordered_by_number_not_by_text() {
    // Given
    RunId run = new RunId(RUN);

    // When
    List<ExecutionId> sorted =
        Stream.of(10, 2, 1).map(number -> ExecutionId.of(run, number)).sorted().toList();

    // Then
    assertThat(sorted).extracting(ExecutionId::number).containsExactly(1, 2, 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", RUN, RUN + ".", RUN + ".x", RUN + ".1.j1", "1"})
  void what_is_no_execution_id_is_refused_with_an_example(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExecutionId(text))
        .withMessage("Expected an execution id like " + RUN + ".1, but found '" + text + "'.");
  }

  @Test
  void a_job_is_named_by_its_execution_and_its_number() {
    assertThat(JobId.of(new ExecutionId(RUN + ".3"), 2)).hasToString(RUN + ".3.j2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", RUN + ".1", "job-1"})
  void what_is_no_job_id_is_refused_with_an_example(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JobId(text))
        .withMessage("Expected a job id like " + RUN + ".1.j1, but found '" + text + "'.");
  }

  @Test
  void ids_travel_as_plain_json_strings() {
    assertThat(Json.text(new ExecutionId(RUN + ".1"))).isEqualTo("\"" + RUN + ".1\"");
    assertThat(Json.read("\"" + RUN + "\"", RunId.class)).isEqualTo(new RunId(RUN));
  }
}
