package dev.tako.runner;

import static dev.tako.runner.Jobs.job;
import static dev.tako.runner.Steps.onFailure;
import static dev.tako.runner.Steps.step;
import static dev.tako.runner.Steps.withCondition;
import static dev.tako.runner.Steps.withEnv;
import static dev.tako.runner.Steps.withOutputs;
import static dev.tako.runner.Steps.withSecrets;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Completion.FailureKind;
import dev.tako.contract.Json;
import dev.tako.contract.StepSpec;
import dev.tako.runner.step.JobRun.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A step gets the secrets it names, and nobody hears of their values.
final class SecretsTest {
  private static final String VALUE = "hunter2-correct-horse";

  @TempDir Path folder;
  private Origin origin;
  private String commit;
  private Bench bench;

  @BeforeEach
  void repository() throws Exception {
    origin = Origin.create(folder);
    commit = origin.push(Map.of("README", "hello\n"));
    bench = new Bench(folder);
    secret("acme/lib/NPM_TOKEN", VALUE + "\n");
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
    origin.close();
  }

  @Test
  void a_secret_is_in_the_variable_of_the_step_that_names_it_and_in_no_other() {
    // Given
    String check = "[ \"$TOKEN\" = " + VALUE + " ] && echo it is";
    var with = token(step("with", check));
    var without = step("without", "env; echo \"${TOKEN-unset} ${NPM_TOKEN-unset}\"");

    // When
    Outcome outcome = bench.run(job(with, without).of(origin, commit));

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(bench.log.toString()).startsWith("it is\n").contains("unset unset");
    assertThat(told()).doesNotContain(VALUE);
  }

  @Test
  void its_value_is_masked_in_logs_outputs_failures_and_clean_up() {
    // Given
    var outputs =
        withOutputs(
            token(step("outputs", "echo a $TOKEN b; echo c=$TOKEN >> $TAKO_OUTPUT; V=$TOKEN")),
            Map.of("text", "from_stdout", "v", "from_env:V"));
    var fails = token(step("fails", "echo \"1 $TOKEN\"; echo \"2 $TOKEN\" >&2; exit 3"));

    // When
    bench.run(job(outputs, onFailure(fails, "echo cleaning $TOKEN")).of(origin, commit));

    // Then
    assertThat(bench.outputs("outputs"))
        .isEqualTo(Map.of("text", "a *** b", "c", "***", "v", "***"));
    assertThat(bench.failure().lastLines()).containsExactly("1 ***", "2 ***");
    assertThat(bench.log.toString()).contains("a *** b\n").contains("cleaning ***");
    assertThat(told()).doesNotContain(VALUE);
  }

  @Test
  void a_step_that_was_not_given_it_cannot_tell_it_either() {
    // Given
    var keeps = token(step("keeps", "printf %s \"$TOKEN\" > kept"));
    var tells = withOutputs(step("tells", "cat kept"), Map.of("text", "from_file:kept"));
    var breaks = step("breaks", "cat kept > $TAKO_OUTPUT");

    // When
    bench.run(job(keeps, tells, breaks).of(origin, commit));

    // Then
    assertThat(bench.output("tells", "text")).isEqualTo("***");
    assertThat(bench.failure().message()).contains("line 1 is '***'");
    assertThat(told()).doesNotContain(VALUE);
  }

  @Test
  void a_left_process_is_told_without_the_secret_on_its_command_line() {
    // When
    bench.run(job(token(step("a", "sh -c 'sleep 30; : '$TOKEN & sleep 0.2"))).of(origin, commit));

    // Then
    assertThat(bench.failure().failure()).isEqualTo(FailureKind.LIMIT);
    assertThat(bench.failure().message()).contains("sleep 30").contains("***");
    assertThat(told()).doesNotContain(VALUE);
  }

  @Test
  void a_missing_secret_fails_the_step_before_it_runs() {
    // Given
    StepSpec step = withSecrets(step("a", "echo ran"), Map.of("TOKEN", "LOST"));

    // When
    Outcome outcome = bench.run(job(step).of(origin, commit));

    // Then
    assertThat(outcome).isEqualTo(Outcome.FAILED);
    assertThat(bench.failure().failure()).isEqualTo(FailureKind.INVALID);
    assertThat(bench.failure().message())
        .startsWith(
            "Expected the secret LOST in one of the files acme/lib/LOST, acme/LOST, LOST of tako.runner.secrets");
    assertThat(bench.log).isEmpty();
  }

  @Test
  void a_missing_secret_hurts_nobody_who_does_not_need_it() {
    // Given
    StepSpec skipped =
        withCondition(withSecrets(step("a", "true"), Map.of("TOKEN", "LOST")), "1 == 2");

    // When
    Outcome outcome = bench.run(job(skipped, token(step("b", "echo $TOKEN"))).of(origin, commit));

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(bench.said()).containsExactly("a skipped", "b started", "b completed");
  }

  @Test
  void no_template_sees_it() {
    // Given
    var step = token(withEnv(step("a", "echo {{ .env.TOKEN }}"), Map.of("STAGE", "x")));

    // When
    bench.run(job(step).of(origin, commit).env(Map.of("TOKEN", "of the workflow")));

    // Then
    assertThat(bench.failure().failure()).isEqualTo(FailureKind.INVALID);
    assertThat(bench.failure().message()).contains("TOKEN").contains("STAGE");
  }

  private static StepSpec token(StepSpec step) {
    return withSecrets(step, Map.of("TOKEN", "NPM_TOKEN"));
  }

  private void secret(String file, String value) throws Exception {
    Path path = folder.resolve("secrets").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, value);
  }

  /// Everything that leaves the runner.
  private String told() {
    return bench.log + bench.reports.stream().map(Json::text).collect(Collectors.joining("\n"));
  }
}
