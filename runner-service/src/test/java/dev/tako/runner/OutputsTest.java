package dev.tako.runner;

import static dev.tako.runner.Jobs.job;
import static dev.tako.runner.Steps.step;
import static dev.tako.runner.Steps.withOutputs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Completion.FailureKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a step hands on, and what it cannot.
final class OutputsTest {
  @TempDir Path folder;
  private Origin origin;
  private String commit;
  private Bench bench;

  @BeforeEach
  void repository() throws Exception {
    origin = Origin.create(folder);
    commit = origin.push(Map.of("README", "hello\n"));
    bench = new Bench(folder);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
    origin.close();
  }

  @Test
  void outputs_come_from_all_their_sources_trimmed() {
    // Given
    var step =
        withOutputs(
            step(
                "a",
                """
                echo '  out  '
                echo err >&2
                mkdir -p target; echo '{"ok": true}' > target/report.json
                GIT_SHA='two
                lines '
                echo "version=1.2.3" >> "$TAKO_OUTPUT"
                echo "link = a=b" >> "$TAKO_OUTPUT"
                """),
            Map.of(
                "out", "from_stdout",
                "err", "from_stderr",
                "report", "from_file:target/report.json",
                "sha", "from_env:GIT_SHA"));

    // When
    bench.run(job(step).of(origin, commit));

    // Then
    assertThat(bench.outputs("a"))
        .isEqualTo(
            Map.of(
                "out", "out",
                "err", "err",
                "report", "{\"ok\": true}",
                "sha", "two\nlines",
                "version", "1.2.3",
                "link", "a=b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          V=1; exit 0                             | 1
          V=1; if true; then exit 0; fi; V=2      | 1
          set -eu; V=1; cd /; PATH=               | 1
          set -C; V=1                             | 1
          trap 'echo bye' EXIT; V=1               | 1
          f() { exit 0; }; V=1; f                 | 1
          export V=exported                       | exported
          """)
  void a_variable_is_taken_however_the_script_ends(String script, String value) {
    // Given
    var step = withOutputs(step("a", script), Map.of("v", "from_env:V"));

    // When
    bench.run(job(step).of(origin, commit));

    // Then
    assertThat(bench.outputs("a")).isEqualTo(Map.of("v", value));
  }

  @ParameterizedTest
  @CsvSource({"V=1; exit 3, 3", "V=1; set -e; false; true, 1", "V=1; sh -c 'exit 9', 9"})
  void asking_for_a_variable_keeps_the_exit_code(String script, int code) {
    // Given
    var step = withOutputs(step("a", script), Map.of("v", "from_env:V"));

    // When
    bench.run(job(step).of(origin, commit));

    // Then
    assertThat(bench.failure().exitCode()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true                            | from_file:no/such   | Expected no/such in the workspace, but it is not there.
          ln -s /etc/passwd p             | from_file:p         | Expected a path inside the workspace, but p leads out of it.
          true                            | from_file:../marker | Expected a path inside the workspace, but ../marker leads out of it.
          true                            | from_file:/etc/hosts| Expected a path relative to the workspace, but found /etc/hosts.
          mkdir d                         | from_file:d         | that is no regular file.
          head -c 70000 /dev/zero > f     | from_file:f         | to have at most 65536 bytes, but it has 70000; pass large results in files.
          head -c 70000 /dev/zero         | from_stdout         | to have at most 65536 bytes, but it has 70000; pass large results in files.
          true                            | from_env:V          | but it was not set when the script ended; set it in the script itself, not in a subshell.
          true                            | from_moon           | but found 'from_moon'.
          echo 'a b' >> $TAKO_OUTPUT      | from_stdout         | Expected lines name=value in $TAKO_OUTPUT, but line 1 is 'a b'.
          rm $TAKO_OUTPUT; ln -s /etc/passwd $TAKO_OUTPUT | from_stdout | that is no regular file.
          """)
  void an_output_that_cannot_be_had_fails_the_step_as_invalid(
      String script, String source, String message) {
    // Given
    var step = withOutputs(step("a", script), Map.of("v", source));

    // When
    bench.run(job(step).of(origin, commit));

    // Then
    assertThat(bench.failure().failure()).isEqualTo(FailureKind.INVALID);
    assertThat(bench.failure().message()).endsWith(message);
  }
}
