package dev.tako.runner;

import static dev.tako.runner.Jobs.job;
import static dev.tako.runner.Steps.step;
import static dev.tako.runner.Steps.withTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tako.contract.Completion.FailureKind;
import dev.tako.runner.process.Orphans;
import dev.tako.runner.step.JobRun.Outcome;
import dev.tako.runner.step.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing a step starts outlives it, and nothing it does can hang or fill the runner.
final class ProcessesTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;
  private Origin origin;
  private String commit;
  private Bench bench;
  private Path pids;

  @BeforeEach
  void repository() throws Exception {
    origin = Origin.create(folder);
    commit = origin.push(Map.of("README", "hello\n"));
    bench = new Bench(folder);
    pids = folder.resolve("pids");
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
    origin.close();
  }

  @Test
  void a_background_process_fails_the_step_and_is_ended() throws Exception {
    // Given
    var leaves = step("leaves", "sleep 1000 & echo $! > " + pids);

    // When
    bench.run(job(leaves).of(origin, commit));

    // Then
    assertThat(bench.failure().failure()).isEqualTo(FailureKind.LIMIT);
    assertThat(bench.failure().message())
        .startsWith("The command left 1 process running: sleep 1000 (pid ")
        .endsWith("or set tako.runner.leftover-processes=kill.");
    assertThat(isRunning()).isFalse();
  }

  @Test
  void a_process_that_fled_into_its_own_session_is_found_and_ended() throws Exception {
    // Given
    assumeLinuxWithSetsid();
    var flees =
        step(
            "flees",
            "setsid sh -c 'echo $$ > "
                + pids
                + "; exec sleep 1000' < /dev/null > /dev/null 2>&1 &\n"
                + "while ! test -s "
                + pids
                + "; do sleep 0.01; done");

    // When
    bench.run(job(flees).of(origin, commit));

    // Then
    assertThat(bench.failure().message()).contains("left 1 process running: sleep 1000");
    assertThat(isRunning()).isFalse();
  }

  @Test
  void leftover_processes_can_be_ended_without_a_failure() throws Exception {
    // Given
    bench.close();
    bench = new Bench(folder, "leftover-processes", "kill");

    // When
    Outcome outcome =
        bench.run(job(step("a", "sleep 1000 & echo $! > " + pids)).of(origin, commit));

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(isRunning()).isFalse();
  }

  @Test
  void a_timeout_ends_the_whole_tree_even_what_ignores_sigterm() throws Exception {
    // Given
    var stubborn =
        withTimeout(
            step(
                "stubborn",
                "trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > "
                    + pids
                    + "; while :; do sleep 1; done'"),
            Duration.ofMillis(300));

    // When
    bench.run(job(stubborn).of(origin, commit));

    // Then
    assertThat(bench.failure().failure()).isEqualTo(FailureKind.TIMED_OUT);
    assertThat(isRunning()).isFalse();
  }

  @Test
  void a_cancel_ends_the_processes_and_says_who_and_why() throws Exception {
    // Given
    var slow = step("slow", "echo before; echo $$ > " + pids + "; sleep 1000");
    var outcome = CompletableFuture.supplyAsync(() -> bench.run(job(slow).of(origin, commit)));
    await().atMost(SOON).until(() -> Files.exists(pids) && Files.size(pids) > 0);

    // When
    bench.stop.stop(new StopSignal.Cancel("by mia: wrong branch"));

    // Then
    assertThat(outcome.get()).isEqualTo(Outcome.CANCELLED);
    assertThat(bench.failure().failure()).isEqualTo(FailureKind.CANCELLED);
    assertThat(bench.failure().message()).isEqualTo("Cancelled: by mia: wrong branch");
    assertThat(bench.failure().lastLines()).containsExactly("before");
    assertThat(isRunning()).isFalse();
  }

  @Test
  void an_abandoned_job_ends_without_a_word() throws Exception {
    // Given
    var slow = step("slow", "echo $$ > " + pids + "; sleep 1000");
    var outcome = CompletableFuture.supplyAsync(() -> bench.run(job(slow).of(origin, commit)));
    await().atMost(SOON).until(() -> Files.exists(pids) && Files.size(pids) > 0);

    // When
    bench.stop.stop(new StopSignal.Abandon());

    // Then
    assertThat(outcome.get()).isEqualTo(Outcome.ABANDONED);
    assertThat(bench.said()).containsExactly("slow started");
    assertThat(isRunning()).isFalse();
  }

  @Test
  void a_step_that_prints_without_end_is_ended_at_the_limit() throws Exception {
    // Given
    bench.close();
    bench = new Bench(folder, "output-limit", "2M");
    var prints = step("prints", "head -c 1000000000 /dev/zero | tr '\\0' 'x'");

    // When
    long start = System.nanoTime();
    bench.run(job(prints).of(origin, commit));

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    assertThat(bench.failure().failure()).isEqualTo(FailureKind.LIMIT);
    assertThat(bench.failure().message()).startsWith("The command printed more than 2 MiB;");
    assertThat(bench.failure().lastLines())
        .allSatisfy(l -> assertThat(l.length()).isLessThan(2000));
  }

  @Test
  void stdin_is_empty() {
    // Given
    var reads = step("reads", "cat; echo end");

    // When
    Outcome outcome = bench.run(job(reads).of(origin, commit));

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(bench.log).hasToString("end\n");
  }

  @Test
  void what_a_killed_runner_left_behind_is_ended_by_the_next() throws Exception {
    // Given
    assumeLinuxWithSetsid();
    var slow = step("slow", "echo $$ > " + pids + "; sleep 1000");
    Jobs job = job(slow).of(origin, commit);
    var outcome = CompletableFuture.supplyAsync(() -> bench.run(job));
    await().atMost(SOON).until(() -> Files.exists(pids) && Files.size(pids) > 0);

    // When
    Orphans.end(bench.machine.workspaces());

    // Then
    assertThat(isRunning()).isFalse();
    assertThat(outcome.get()).isEqualTo(Outcome.FAILED);
    assertThat(bench.failure().exitCode()).isEqualTo(137);
  }

  private boolean isRunning() throws IOException {
    long pid = Long.parseLong(Files.readString(pids).strip());
    // A killed process may be waiting for its parent to take note of it.
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    if (Files.exists(stat)) {
      String text = Files.readString(stat);
      return text.charAt(text.lastIndexOf(')') + 2) != 'Z';
    }
    return ProcessHandle.of(pid).isPresent();
  }

  private static void assumeLinuxWithSetsid() {
    Assumptions.assumeTrue(
        Files.exists(Path.of("/proc/self/stat")) && Files.isExecutable(Path.of("/usr/bin/setsid")),
        "Needs /proc and setsid");
  }
}
