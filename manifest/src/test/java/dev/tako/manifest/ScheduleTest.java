package dev.tako.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

  /// 2026-11-23 is a Monday.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 3 * * *             | 2026-11-23T02:59:59Z | 2026-11-23T03:00:00Z
          0 3 * * *             | 2026-11-23T03:00:00Z | 2026-11-24T03:00:00Z
          */15 * * * *          | 2026-11-23T10:07:31Z | 2026-11-23T10:15:00Z
          0 9-17/4 * * MON-FRI  | 2026-11-27T17:30:00Z | 2026-11-30T09:00:00Z
          0 0 * * 0             | 2026-11-23T00:00:00Z | 2026-11-29T00:00:00Z
          0 0 * * 7             | 2026-11-23T00:00:00Z | 2026-11-29T00:00:00Z
          0 0 13 * FRI          | 2026-11-23T00:00:00Z | 2026-11-27T00:00:00Z
          0 0 13 * FRI          | 2026-12-12T00:00:00Z | 2026-12-13T00:00:00Z
          30 1 29 2 *           | 2026-11-23T00:00:00Z | 2028-02-29T01:30:00Z
          0 0 31 * *            | 2026-11-23T00:00:00Z | 2026-12-31T00:00:00Z
          30 2 29 3 *           | 2026-11-23T00:00:00Z | 2027-03-29T02:30:00Z
          0 6 1 jan,jul *       | 2026-11-23T00:00:00Z | 2027-01-01T06:00:00Z
          """)
  void the_next_time_is_the_first_one_after(String cron, Instant after, Instant expected) {
    assertThat(new Schedule(cron).next(after)).hasValue(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 3 * * *     | 2026-11-23T03:00:00Z        | 2026-11-23T03:00:00Z
          0 3 * * *     | 2026-11-23T03:00:00.000001Z | 2026-11-23T03:00:00Z
          0 3 * * *     | 2026-11-23T02:59:59.999999Z | 2026-11-22T03:00:00Z
          0 3 * * *     | 2026-11-29T12:00:00Z        | 2026-11-29T03:00:00Z
          * * * * *     | 2026-11-23T10:15:59Z        | 2026-11-23T10:15:00Z
          """)
  void the_latest_time_is_the_last_one_that_is_not_after(
      String cron, Instant until, Instant expected) {
    assertThat(new Schedule(cron).latest(until)).hasValue(expected);
  }

  @Test
  void what_is_no_cron_expression_is_refused() {
    assertThatThrownBy(() -> new Schedule("every day"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_workflow_has_its_schedules() {
    // When
    ParseResult result =
        ManifestParser.parse(
            "tako.yml",
            """
            version: '1'
            workflows:
              one: { on: { schedule: "0  3 * * *" }, steps: [ls] }
              two: { on: [exec, { schedule: ["0 3 * * *", "0 15 * * MON"] }], steps: [ls] }
              none: { steps: [ls] }
            """);

    // Then
    assertThat(Objects.requireNonNull(result.manifest()).workflows().values())
        .extracting(Workflow::on)
        .containsExactly(
            new On(false, null, List.of(new Schedule("0 3 * * *"))),
            new On(true, null, List.of(new Schedule("0 3 * * *"), new Schedule("0 15 * * MON"))),
            On.EXEC_ONLY);
  }
}
