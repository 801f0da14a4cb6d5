package dev.tako.runner;

import static dev.tako.runner.Jobs.job;
import static dev.tako.runner.Steps.noop;
import static dev.tako.runner.Steps.step;
import static dev.tako.runner.Steps.withOutputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tako.contract.Completion;
import dev.tako.runner.step.JobRun.Outcome;
import dev.tako.runner.workspace.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What of a workspace is there when: between jobs, runners and epochs.
final class WorkspacesTest {
  @TempDir Path folder;
  private Origin origin;
  private String commit;
  private Bench bench;
  private Path runs;

  @BeforeEach
  void repository() throws Exception {
    origin = Origin.create(folder);
    commit = origin.push(Map.of("README", "hello\n", "bin/tool!", "#!/bin/sh\necho tool\n"));
    bench = new Bench(folder);
    runs = folder.resolve("runs");
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
    origin.close();
  }

  @Test
  void a_checkout_is_an_ordinary_repository_on_its_branch() throws Exception {
    // Given
    Jobs job = job(step("a", "true")).notLast().of(origin, commit);

    // When
    bench.run(job);

    // Then
    try (Git git = Git.open(bench.work(job).toFile())) {
      assertThat(git.getRepository().getFullBranch()).isEqualTo("refs/heads/main");
      assertThat(git.getRepository().resolve("HEAD").name()).isEqualTo(commit);
      assertThat(git.getRepository().resolve("origin/main").name()).isEqualTo(commit);
      assertThat(git.getRepository().getConfig().getString("remote", "origin", "url"))
          .isEqualTo(origin.url());
      assertThat(git.status().call().isClean()).isTrue();
    }
    assertThat(bench.work(job).resolve("bin/tool")).isExecutable();
  }

  @Test
  void a_mirror_that_was_fetched_often_is_packed_and_still_has_every_commit() throws Exception {
    // Given
    for (int i = 0; i < 22; i++) {
      commit = origin.push(Map.of("README", "change " + i + "\n"));
      bench.workspaces.open(job().of(origin, commit).job());
    }

    // When
    Outcome outcome =
        bench.run(
            job(step("a", "cat README; ls .git/objects/pack/*.pack | wc -l")).of(origin, commit));

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(bench.log.toString()).startsWith("change 21\n");
    assertThat(Integer.parseInt(bench.log.toString().strip().lines().toList().getLast().strip()))
        .isLessThan(10);
  }

  @Test
  void the_next_job_on_the_same_runner_goes_on_in_place() throws Exception {
    // Given
    Jobs first = job(step("a", "echo a > made")).notLast().of(origin, commit);
    bench.run(first);
    Trees.delete(bench.machine.blobs());
    Path touched = bench.work(first).resolve("made");
    Object before = Files.readAttributes(touched, "unix:ino").get("ino");
    bench.close();
    bench = new Bench(folder);
    Files.createDirectories(bench.machine.blobs());

    // When: nothing was restored, so the snapshot need not even be there
    Files.createDirectories(bench.machine.blobs().resolve(first.execution().value()));
    Files.writeString(
        bench
            .machine
            .blobs()
            .resolve(first.execution().value() + "/" + first.job().snapshot() + ".tar"),
        "unreadable");
    var cat = withOutputs(step("b", "cat made"), Map.of("made", "from_stdout"));
    Outcome outcome = bench.run(first.next(cat).notLast());

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(bench.outputs("b")).containsEntry("made", "a");
    assertThat(Files.readAttributes(touched, "unix:ino")).containsEntry("ino", before);
  }

  @Test
  void another_runner_restores_the_workspace_with_modes_links_and_home() throws Exception {
    // Given
    var make =
        step(
            "a",
            "echo a > made; chmod 750 made; ln -s made link; ln -s /nowhere dangling; mkdir empty;"
                + " chmod 500 empty; echo home > $HOME/.rc; mkfifo pipe; printf 'x' > 'ü name'");
    Jobs first = job(make).notLast().of(origin, commit);
    bench.run(first);
    bench.workspaces.delete(first.execution());

    // When
    var look =
        withOutputs(
            step(
                "b",
                "cat made link $HOME/.rc 'ü name'; ls -ld made empty | cut -c1-10; readlink dangling"),
            Map.of("all", "from_stdout"));
    Outcome outcome = bench.run(first.next(look));

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(bench.output("b", "all")).isEqualTo("a\na\nhome\nxdr-x------\n-rwxr-x---\n/nowhere");
  }

  @Test
  void a_missing_snapshot_fails_the_job_and_says_where_it_was_expected() throws Exception {
    // Given
    Jobs first = job(step("a", "true")).notLast().of(origin, commit);

    // When
    Outcome outcome = bench.run(first.next(step("b", "true")));

    // Then
    assertThat(outcome).isEqualTo(Outcome.FAILED);
    assertThat(((Completion.JobFailed) bench.reports.getFirst()).message())
        .contains("Expected the snapshot " + first.job().snapshot(), "tako.runner.blobs");
  }

  @Test
  void a_job_that_needed_no_workspace_hands_on_what_it_would_have_found() throws Exception {
    // Given
    Jobs first = job(noop("a")).notLast().of(origin, commit);
    bench.run(first);
    Jobs second = first.next(step("b", "echo b > made")).notLast();
    bench.run(second);
    Jobs third = second.next(noop("c")).notLast();
    bench.run(third);

    // When
    Outcome outcome = bench.run(third.next(step("d", "cat README made")));

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(bench.log).hasToString("hello\nb\n");
  }

  @Test
  void a_job_handed_out_again_goes_on_in_place_after_its_completed_steps() throws Exception {
    // Given
    var a = step("a", "echo a >> made; echo a >> " + runs);
    var b = step("b", "cat made; echo b >> " + runs);
    Jobs job = job(a, b).notLast().of(origin, commit);
    bench.run(job(a).withExecutionOf(job).notLast().of(origin, commit));
    bench.reports.clear();

    // When
    Outcome outcome = bench.run(job.again(Map.of("a", Map.of()), "a"));

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(bench.said()).containsExactly("b started", "b completed");
    assertThat(runs).hasContent("a\nb\n");
  }

  @Test
  void on_a_machine_that_lost_it_completed_steps_run_again_in_silence() throws Exception {
    // Given
    var a = step("a", "echo a >> made; echo a >> " + runs);
    var b =
        withOutputs(step("b", "cat made; echo {{ .steps.a.v }}"), Map.of("made", "from_stdout"));
    Jobs job = job(a, b).of(origin, commit);

    // When
    Outcome outcome = bench.run(job.again(Map.of("a", Map.of("v", "recorded")), "a"));

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(bench.said()).containsExactly("b started", "b completed");
    assertThat(bench.output("b", "made")).isEqualTo("a\nrecorded");
    assertThat(bench.log).hasToString("a\nrecorded\n");
    assertThat(runs).hasContent("a\n");
  }

  @Test
  void a_workspace_in_which_a_step_was_interrupted_is_made_anew() throws Exception {
    // Given
    var a = step("a", "echo a >> made");
    var b = withOutputs(step("b", "echo half >> made; cat made"), Map.of("made", "from_stdout"));
    Jobs job = job(a, b).notLast().of(origin, commit);
    bench.run(job);
    Files.delete(bench.work(job).resolveSibling("marker")); // as if the runner was killed in b
    bench.reports.clear();

    // When
    bench.run(job.again(Map.of("a", Map.of()), "a"));

    // Then
    assertThat(bench.output("b", "made")).isEqualTo("a\nhalf");
  }

  @Test
  void a_commit_that_a_step_pushed_is_told_and_one_that_it_did_not_push_is_not() throws Exception {
    // Given
    assumeGit();
    String identity = "git config user.name S; git config user.email s@example.org; ";
    var committed = step("a", identity + "echo x > x; git add x; git commit -qm x");
    var pushed = step("b", "git push -q origin HEAD:main; git pack-refs --all");
    var after = step("c", "true");

    // When
    bench.run(job(committed, pushed, after).of(origin, commit));

    // Then
    assertThat(origin.head()).isNotEqualTo(commit);
    assertThat(bench.completed("a").pushedCommit()).isNull();
    assertThat(bench.completed("b").pushedCommit()).isEqualTo(origin.head());
    assertThat(bench.completed("c").pushedCommit()).isNull();
  }

  @Test
  void a_lock_that_a_killed_runner_left_in_a_mirror_does_not_hide_what_a_step_pushed()
      throws Exception {
    // Given
    assumeGit();
    bench.run(job(step("a", "true")).of(origin, commit));
    Path refs;
    try (var files = Files.walk(folder)) {
      refs =
          files
              .filter(file -> file.endsWith("refs/heads"))
              .filter(file -> file.toString().contains("mirrors"))
              .findFirst()
              .orElseThrow();
    }
    Files.writeString(refs.resolve("main.lock"), "");
    bench.close();
    bench = new Bench(folder);

    String commitAndPush =
        "git -c user.name=S -c user.email=s@example.org commit -q --allow-empty -m x"
            + " && git push -q origin HEAD:main";

    // When
    bench.run(job(step("push", commitAndPush)).of(origin, commit));

    // Then
    assertThat(origin.head()).isNotEqualTo(commit);
    assertThat(bench.completed("push").pushedCommit()).isEqualTo(origin.head());
  }

  @Test
  void a_git_folder_that_a_step_replaced_is_not_followed() throws Exception {
    // Given
    var evil = step("a", "mv .git ../elsewhere; ln -s ../elsewhere .git; echo evil > .git/HEAD");
    var head = step("b", "rm .git; mkdir .git; ln -s /etc/passwd .git/HEAD");

    // When
    Outcome outcome = bench.run(job(evil, head).of(origin, commit));

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(bench.completed("a").pushedCommit()).isNull();
    assertThat(bench.completed("b").pushedCommit()).isNull();
  }

  @Test
  void a_workspace_and_its_snapshots_can_be_dropped_whatever_a_step_did_to_its_modes()
      throws Exception {
    // Given
    Jobs job = job(step("a", "mkdir -p d/e; touch d/e/f; chmod 0 d/e d")).of(origin, commit);
    bench.run(job);

    // When
    bench.workspaces.drop(job.execution());

    // Then
    assertThat(bench.work(job).getParent()).doesNotExist();
    try (Stream<Path> blobs = Files.list(bench.machine.blobs())) {
      assertThat(blobs).isEmpty();
    }
  }

  @Test
  void only_one_runner_may_have_the_workspaces() {
    // When
    IOException refused = assertThrows(IOException.class, () -> new Bench(folder).close());

    // Then
    assertThat(refused).hasMessageContaining("another runner uses it");
  }

  private static void assumeGit() {
    boolean git =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(p -> Files.isExecutable(Path.of(p, "git")));
    Assumptions.assumeTrue(git, "Needs the git program");
  }
}
