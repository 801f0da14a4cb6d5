package dev.tako.runner;

import static dev.tako.runner.Jobs.job;
import static dev.tako.runner.Steps.continuing;
import static dev.tako.runner.Steps.in;
import static dev.tako.runner.Steps.noop;
import static dev.tako.runner.Steps.onFailure;
import static dev.tako.runner.Steps.step;
import static dev.tako.runner.Steps.withCondition;
import static dev.tako.runner.Steps.withEnv;
import static dev.tako.runner.Steps.withOutputs;
import static dev.tako.runner.Steps.withRetry;
import static dev.tako.runner.Steps.withTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Completion;
import dev.tako.contract.Completion.FailureKind;
import dev.tako.runner.step.JobRun.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a job's steps do and what is said of them, with real processes and a real repository.
final class JobRunTest {
  @TempDir Path folder;
  private Origin origin;
  private String commit;
  private Bench bench;

  @BeforeEach
  void repository() throws Exception {
    origin = Origin.create(folder);
    commit = origin.push(Map.of("README", "hello\n", "bin/tool!", "#!/bin/sh\necho tool\n"));
    bench = new Bench(folder);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
    origin.close();
  }

  @Test
  void a_step_runs_in_a_checkout_of_the_commit_and_its_outputs_reach_the_next() throws Exception {
    // Given
    origin.push(Map.of("README", "moved on\n"));
    var read = withOutputs(step("read", "cat README; bin/tool"), Map.of("text", "from_stdout"));
    var use = withOutputs(step("use", "echo {{ .steps.read.text }}"), Map.of("t", "from_stdout"));

    // When
    Outcome outcome = bench.run(job(read, use).of(origin, commit));

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(bench.said())
        .containsExactly("read started", "read completed", "use started", "use completed");
    assertThat(bench.outputs("read")).containsEntry("text", "hello\ntool");
    assertThat(bench.outputs("use")).containsEntry("t", "hello\ntool");
    assertThat(bench.log.toString()).contains("hello\ntool\n");
  }

  @Test
  void a_job_of_noops_touches_neither_git_nor_the_disk() {
    // Given
    Jobs job = job(noop("a"), withCondition(noop("b"), "inputs.go"), noop("c"));

    // When
    Outcome outcome = bench.run(job.inputs(Map.of("go", false)));

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(bench.said())
        .containsExactly("a started", "a completed", "b skipped", "c started", "c completed");
    assertThat(bench.work(job).getParent()).doesNotExist();
  }

  @Test
  void an_exit_code_fails_the_step_and_the_job_with_the_last_lines() {
    // Given
    var fails = step("fails", "for i in $(seq 1 30); do echo line $i; done; echo bad >&2; exit 7");

    // When
    Outcome outcome = bench.run(job(fails, step("never", "true")).of(origin, commit));

    // Then
    assertThat(outcome).isEqualTo(Outcome.FAILED);
    assertThat(bench.said()).containsExactly("fails started", "fails failed");
    Completion.StepFailed failure = bench.failure();
    assertThat(failure.failure()).isEqualTo(FailureKind.EXIT_CODE);
    assertThat(failure.exitCode()).isEqualTo(7);
    assertThat(failure.message())
        .isEqualTo("Expected the command to exit with 0, but it exited with 7.");
    assertThat(failure.lastLines()).hasSize(20).endsWith("line 30", "bad").startsWith("line 12");
  }

  @Test
  void continue_on_error_says_so_and_goes_on() {
    // Given
    var fails = continuing(step("fails", "exit 1"));

    // When
    Outcome outcome = bench.run(job(fails, step("next", "true")).of(origin, commit));

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(bench.failure().continued()).isTrue();
    assertThat(bench.said())
        .containsExactly("fails started", "fails failed", "next started", "next completed");
  }

  @Test
  void on_failure_commands_run_in_order_whatever_becomes_of_each() {
    // Given
    Path trace = folder.resolve("trace");
    var fails =
        onFailure(
            step("fails", "exit 3"),
            "echo one >> " + trace + "; exit 1",
            "echo {{ .nothing.here }}",
            "echo two >> " + trace);

    // When
    bench.run(job(fails).of(origin, commit));

    // Then
    assertThat(trace).hasContent("one\ntwo\n");
    assertThat(bench.log.toString()).contains("on_failure: Expected the command to exit with 0");
    assertThat(bench.failure().exitCode()).isEqualTo(3);
  }

  @Test
  void a_failing_step_is_tried_again_until_it_succeeds() {
    // Given
    Path tries = folder.resolve("tries");
    var flaky = step("flaky", "echo x >> " + tries + "; test $(wc -l < " + tries + ") -ge 3");

    // When
    Outcome outcome = bench.run(job(withRetry(flaky, 5, Duration.ofMillis(10))).of(origin, commit));

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(tries).hasContent("x\nx\nx\n");
    assertThat(bench.said()).containsExactly("flaky started", "flaky completed");
  }

  @Test
  void a_false_if_skips_and_a_broken_one_fails_as_invalid() {
    // Given
    var skipped = withCondition(step("a", "exit 1"), "inputs.bump != 'none'");
    var broken = withCondition(step("b", "true"), "inputs.bmup == 'x'");

    // When
    bench.run(job(skipped, broken).of(origin, commit).inputs(Map.of("bump", "none")));

    // Then
    assertThat(bench.said()).containsExactly("a skipped", "b started", "b failed");
    assertThat(((Completion.StepSkipped) bench.reports.getFirst()).reason())
        .isEqualTo("inputs.bump != 'none' was false");
    assertThat(bench.failure().failure()).isEqualTo(FailureKind.INVALID);
    assertThat(bench.failure().message()).contains("if of step b", "bmup", "bump");
  }

  @Test
  void a_template_that_names_what_is_not_there_fails_as_invalid() {
    // Given
    var step = step("a", "echo {{ .steps.build.version }}");

    // When
    bench.run(job(step).of(origin, commit));

    // Then
    assertThat(bench.failure().failure()).isEqualTo(FailureKind.INVALID);
    assertThat(bench.failure().message()).contains("run of step a", "build");
  }

  @Test
  void a_value_never_becomes_shell_syntax() {
    // Given
    var step = withOutputs(step("a", "echo \"{{ .inputs.v }}\""), Map.of("v", "from_stdout"));
    String hostile = "$(touch /tmp/never); `id`; \"; exit 9 #";

    // When
    bench.run(job(step).of(origin, commit).inputs(Map.of("v", hostile)));

    // Then
    assertThat(bench.outputs("a")).containsEntry("v", hostile);
  }

  @Test
  void a_timeout_ends_the_processes_and_fails_as_timed_out() {
    // Given
    Path trace = folder.resolve("trace");
    var slow =
        withTimeout(
            step("slow", "trap 'echo term >> " + trace + "; exit 0' TERM; sleep 60 & wait"),
            Duration.ofMillis(300));

    // When
    long start = System.nanoTime();
    bench.run(job(slow).of(origin, commit));

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(bench.failure().failure()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(bench.failure().message()).contains("within 0.3s");
    assertThat(trace).hasContent("term\n");
  }

  @Test
  void a_step_sees_its_own_environment_and_nothing_of_the_runners() {
    // Given
    var step =
        withOutputs(
            withEnv(step("a", "env | sort"), Map.of("FROM_STEP", "{{ .env.BASE }}/x")),
            Map.of("env", "from_stdout"));

    // When
    bench.run(
        job(step)
            .of(origin, commit)
            .inputs(Map.of("version-bump", "minor", "count", 3))
            .env(Map.of("BASE", "b")));

    // Then
    List<String> names =
        bench.output("a", "env").lines().map(l -> l.substring(0, l.indexOf('='))).toList();
    assertThat(names)
        .containsExactlyInAnyOrder(
            "BASE",
            "FROM_STEP",
            "HOME",
            "LANG",
            "PATH",
            "PWD",
            "TAKO_EXECUTION_ID",
            "TAKO_INPUT_COUNT",
            "TAKO_INPUT_VERSION_BUMP",
            "TAKO_OUTPUT",
            "TAKO_REPO",
            "TAKO_RUN_ID",
            "TAKO_STEP_ID",
            "TAKO_STEP_TOKEN",
            "TAKO_WORKSPACE",
            "TMPDIR",
            "TRACEPARENT");
    assertThat(bench.output("a", "env"))
        .contains("FROM_STEP=b/x", "TAKO_INPUT_VERSION_BUMP=minor", "TAKO_INPUT_COUNT=3");
  }

  @Test
  void a_step_is_told_where_it_is() throws Exception {
    // Given
    var where =
        withOutputs(
            step("where", "env | grep -E '^(TAKO|HOME|TMPDIR|PWD)'; touch $HOME/h $TMPDIR/t"),
            Map.of("env", "from_stdout"));
    Jobs job = job(where).of(origin, commit);

    // When
    bench.run(job);

    // Then
    Path root = bench.work(job).resolveSibling("").normalize();
    assertThat(bench.output("where", "env").lines())
        .contains(
            "TAKO_RUN_ID=" + job.job().runId(),
            "TAKO_EXECUTION_ID=" + job.execution(),
            "TAKO_STEP_ID=where",
            "TAKO_REPO=acme/lib:main",
            "TAKO_WORKSPACE=" + bench.work(job),
            "PWD=" + bench.work(job),
            "HOME=" + root.resolve("home"),
            "TMPDIR=" + root.resolve("tmp"));
  }

  @Test
  void a_step_sees_the_trace_of_its_job_or_else_one_of_its_run() throws Exception {
    // Given
    var a = withOutputs(step("a", "echo $TRACEPARENT"), Map.of("trace", "from_stdout"));
    var b = withOutputs(step("b", "echo $TRACEPARENT"), Map.of("trace", "from_stdout"));
    String given = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    // When
    bench.run(job(a, b).of(origin, commit));
    String own = bench.output("a", "trace");
    String other = bench.output("b", "trace");
    bench.reports.clear();
    bench.traceparent = given;
    bench.run(job(a).of(origin, commit));

    // Then
    assertThat(bench.output("a", "trace")).isEqualTo(given);
    assertThat(own).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").isNotEqualTo(other);
    assertThat(own.substring(0, 35)).isEqualTo(other.substring(0, 35));
  }

  @Test
  void two_executions_of_one_repository_share_nothing() throws Exception {
    // Given
    var leaves =
        step(
            "leaves", "echo x > left; echo x > $HOME/left; echo x > $TMPDIR/left; echo y > README");
    var looks =
        withOutputs(
            step("looks", "ls; ls $HOME $TMPDIR; cat README"), Map.of("text", "from_stdout"));
    Jobs first = job(leaves).of(origin, commit).notLast();
    Jobs second = job(looks).of(origin, commit);

    // When
    bench.run(first);
    bench.run(second);

    // Then
    assertThat(bench.work(first)).isNotEqualTo(bench.work(second)).exists();
    assertThat(bench.output("looks", "text")).doesNotContain("left").endsWith("hello");
  }

  @Test
  void a_working_directory_is_inside_the_workspace() throws Exception {
    // Given
    var inside = withOutputs(in(step("a", "pwd"), "bin"), Map.of("pwd", "from_stdout"));
    var link = step("b", "ln -s / out");
    var outside = in(step("c", "pwd"), "out/tmp");

    // When
    bench.run(job(inside, link, outside).of(origin, commit));

    // Then
    assertThat(bench.output("a", "pwd")).endsWith("/work/bin");
    assertThat(bench.failure().stepId()).isEqualTo("c");
    assertThat(bench.failure().message())
        .isEqualTo(
            "Cannot use working_directory: Expected a path inside the workspace, but out/tmp leads out of it.");
  }

  @Test
  void a_commit_that_is_not_there_fails_the_job() {
    // Given
    String missing = "1".repeat(40);

    // When
    Outcome outcome = bench.run(job(step("a", "true")).of(origin, missing));

    // Then
    assertThat(outcome).isEqualTo(Outcome.FAILED);
    assertThat(((Completion.JobFailed) bench.reports.getFirst()).message())
        .contains("Expected commit " + missing, origin.url());
  }

  @Test
  void a_workspace_over_the_disk_limit_fails_the_step() throws Exception {
    // Given
    bench.close();
    bench = new Bench(folder, "disk-limit", "1M");
    var big = step("big", "head -c 3000000 /dev/zero > big");

    // When
    bench.run(job(big).of(origin, commit));

    // Then
    assertThat(bench.failure().failure()).isEqualTo(FailureKind.LIMIT);
    assertThat(bench.failure().message()).contains("more than 1 MiB");
    assertThat(Files.exists(folder)).isTrue();
  }
}
