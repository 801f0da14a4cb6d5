package dev.tako.runner;

import static dev.tako.runner.Jobs.job;
import static dev.tako.runner.Steps.builtIn;
import static dev.tako.runner.Steps.confined;
import static dev.tako.runner.Steps.continuing;
import static dev.tako.runner.Steps.onFailure;
import static dev.tako.runner.Steps.step;
import static dev.tako.runner.Steps.withEnv;
import static dev.tako.runner.Steps.withOutputs;
import static dev.tako.runner.Steps.withTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tako.contract.BuiltIn;
import dev.tako.contract.Completion;
import dev.tako.contract.Completion.FailureKind;
import dev.tako.contract.IsolationSpec;
import dev.tako.contract.StepSpec;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Checkouts and updates of dependencies in real repositories.
final class BuiltInsTest {
  private static final Map<String, String> STDOUT = Map.of("text", "from_stdout");

  @TempDir Path folder;
  private Origin origin;
  private String first;
  private String commit;
  private Bench bench;

  @BeforeEach
  void repository() throws Exception {
    origin = Origin.create(folder);
    first = origin.push(Map.of("README", "first\n", "package.json", packageJson("^1.0.0")));
    origin.name("refs/tags/v1.0.0");
    origin.name("refs/heads/release/1.x");
    commit = origin.push(Map.of("README", "second\n"));
    bench = new Bench(folder);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
    origin.close();
  }

  @ParameterizedTest
  @CsvSource({
    "v1.0.0, HEAD",
    "refs/tags/v1.0.0, HEAD",
    "release/1.x, release/1.x",
    "refs/heads/release/1.x, release/1.x"
  })
  void a_ref_is_checked_out_on_its_branch_or_on_none(String ref, String branch) {
    assumeGit();
    var look =
        withOutputs(
            step("look", "cat README; git symbolic-ref -q --short HEAD || echo HEAD"), STDOUT);

    // When
    Outcome outcome = bench.run(job(checkout(ref), look).of(origin, commit));

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(bench.output("checkout", "commit")).isEqualTo(first);
    assertThat(bench.output("look", "text")).isEqualTo("first\n" + branch);
    assertThat(bench.log.toString()).contains("tako: Checked out " + ref + " at " + first);
  }

  @Test
  void a_commit_is_checked_out_by_its_beginning_too() {
    var look = withOutputs(step("look", "cat README"), STDOUT);

    bench.run(job(checkout(first.substring(0, 10)), look).of(origin, commit));

    assertThat(bench.output("look", "text")).isEqualTo("first");
  }

  @Test
  void the_own_branch_is_the_commit_of_the_plan_whatever_others_have_pushed() throws Exception {
    // Given
    origin.push(Map.of("README", "third\n"));
    var look = withOutputs(step("look", "cat README"), STDOUT);

    // When
    bench.run(job(checkout("v1.0.0"), checkout("back", "main"), look).of(origin, commit));

    // Then
    assertThat(bench.output("back", "commit")).isEqualTo(commit);
    assertThat(bench.output("look", "text")).isEqualTo("second");
  }

  @Test
  void a_checkout_is_fresh_and_what_a_hostile_step_prepared_is_neither_run_nor_followed()
      throws Exception {
    // Given
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("README"), "untouched\n");
    var hostile =
        step(
            "hostile",
            """
            mkdir -p .git/hooks
            printf '#!/bin/sh\\ntouch %s/hooked\\n' > .git/hooks/post-checkout
            chmod +x .git/hooks/post-checkout
            printf '[core]\\n\\tfsmonitor = touch %s/monitored\\n\\thooksPath = .git/hooks\\n' >> .git/config
            echo left > left
            chmod 0500 .
            rm -f README; ln -s %s/README README
            cd ..; mv work moved 2>/dev/null && ln -s %s work
            """
                .replace("%s", outside.toString()));
    var look = withOutputs(step("look", "ls; cat README; echo kept > $HOME/kept"), STDOUT);

    // When
    bench.run(job(continuing(hostile), checkout("v1.0.0"), look).of(origin, commit));

    // Then
    assertThat(bench.output("look", "text")).isEqualTo("README\npackage.json\nfirst");
    assertThat(Files.readString(outside.resolve("README"))).isEqualTo("untouched\n");
    try (var files = Files.list(outside)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void a_ref_that_is_not_there_fails_the_step_and_leaves_the_sources() {
    // Given
    StepSpec lost = onFailure(checkout("relaese/1.x"), "cat README");

    // When
    Outcome outcome = bench.run(job(lost).of(origin, commit));

    // Then
    assertThat(outcome).isEqualTo(Outcome.FAILED);
    assertThat(bench.failure().failure()).isEqualTo(FailureKind.INVALID);
    assertThat(bench.failure().message())
        .isEqualTo(
            "Expected ref 'relaese/1.x' to be a branch, tag or commit of %s, but found none; did you mean 'release/1.x'?",
            origin.url());
    assertThat(bench.log.toString()).contains("second");
  }

  @Test
  void a_checkout_of_an_older_commit_is_no_push() {
    assumeGit();
    // When
    bench.run(
        job(checkout("v1.0.0"), step("by-hand", "git checkout -q origin/main~1"))
            .of(origin, commit));

    // Then
    assertThat(bench.reports)
        .filteredOn(Completion.StepCompleted.class::isInstance)
        .extracting(report -> ((Completion.StepCompleted) report).pushedCommit())
        .containsOnlyNulls();
  }

  @Test
  void a_commit_pushed_after_a_checkout_is_told() {
    assumeGit();
    // When
    bench.run(
        job(
                checkout("v1.0.0"),
                checkout("back", "main"),
                step(
                    "push",
                    "git -c user.name=a -c user.email=a@b.c commit -q --allow-empty -m x && git push -q origin HEAD:main"))
            .of(origin, commit));

    // Then
    assertThat(bench.completed("push").pushedCommit()).isNotNull().isNotEqualTo(commit);
  }

  @Test
  void the_next_job_goes_on_from_the_checkout_also_on_another_runner() throws Exception {
    // Given
    Jobs before = job(checkout("v1.0.0")).of(origin, commit).notLast();
    bench.run(before);

    // When
    bench.workspaces.delete(before.execution());
    bench.run(before.next(withOutputs(step("look", "cat README"), STDOUT)));

    // Then
    assertThat(bench.output("look", "text")).isEqualTo("first");
  }

  @Test
  void a_checkout_that_has_to_be_done_again_is_of_the_commit_it_was_before() throws Exception {
    assumeGit();
    // Given
    var look =
        withOutputs(step("look", "git rev-parse HEAD; git symbolic-ref -q --short HEAD"), STDOUT);
    Jobs job = job(checkout("release/1.x"), look).of(origin, commit);
    origin.name("refs/heads/release/1.x");

    // When
    bench.run(job.again(Map.of("checkout", Map.of("commit", first)), "checkout"));

    // Then
    assertThat(bench.said()).containsExactly("look started", "look completed");
    assertThat(bench.output("look", "text")).isEqualTo(first + "\nrelease/1.x");
  }

  @Test
  void an_update_changes_the_version_and_says_what_it_did() throws Exception {
    // Given
    StepSpec update = update("{{ .inputs.name }}", "{{ .inputs.version }}", false);
    var job =
        job(update, withOutputs(step("look", "cat package.json"), STDOUT))
            .of(origin, commit)
            .inputs(Map.of("name", "core", "version", "1.4.0"));

    // When
    Outcome outcome = bench.run(job);

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(bench.outputs("update"))
        .isEqualTo(Map.of("changed", "true", "previous_version", "1.0.0", "files", "package.json"));
    assertThat(bench.output("look", "text")).isEqualTo(packageJson("^1.4.0").strip());
    assertThat(bench.log.toString())
        .contains("tako: core is at 1.4.0 now, before at 1.0.0: package.json");
  }

  @Test
  void an_update_to_the_version_that_is_there_changes_nothing() {
    bench.run(job(update("core", "1.0.0", true)).of(origin, commit));

    assertThat(bench.outputs("update"))
        .isEqualTo(Map.of("changed", "false", "previous_version", "1.0.0", "files", ""));
  }

  @Test
  void an_update_of_what_is_declared_nowhere_fails_the_step() {
    bench.run(job(update("cora", "1.0.0", false)).of(origin, commit));

    assertThat(bench.failure().failure()).isEqualTo(FailureKind.INVALID);
    assertThat(bench.failure().message())
        .isEqualTo(
            "Expected a dependency called cora in package.json, but there is none; did you mean 'core'?");
  }

  @Test
  void lock_files_are_brought_up_to_date_by_the_tool_in_the_environment_of_the_step()
      throws Exception {
    // Given
    String locked = origin.push(Map.of("package-lock.json", "{}\n"));
    tool(
        "npm",
        "echo \"npm $* for $STAGE in $(basename $PWD)\"; echo '{\"locked\":1}' > package-lock.json");
    StepSpec update = withEnv(update("core", "1.4.0", true), Map.of("STAGE", "prod"));
    var look = withOutputs(step("look", "cat package-lock.json"), STDOUT);

    // When
    bench.close();
    bench = new Bench(folder, "path", folder.resolve("tools") + ":/usr/bin:/bin");
    Outcome outcome = bench.run(job(update, look).of(origin, locked));

    // Then
    assertThat(outcome).isEqualTo(Outcome.COMPLETED);
    assertThat(bench.output("update", "files")).isEqualTo("package.json,package-lock.json");
    assertThat(bench.output("look", "text")).isEqualTo("{\"locked\":1}");
    assertThat(bench.log.toString())
        .contains(
            "npm install --package-lock-only --ignore-scripts --no-audit --no-fund for prod in work");
  }

  @Test
  void a_tool_that_is_missing_fails_the_step_and_says_what_to_do() throws Exception {
    // Given
    String locked = origin.push(Map.of("pnpm-lock.yaml", ""));

    // When
    bench.close();
    bench = new Bench(folder, "path", folder.resolve("no-tools").toString());
    bench.run(job(update("core", "1.4.0", true)).of(origin, locked));

    // Then
    assertThat(bench.failure().exitCode()).isEqualTo(127);
    assertThat(bench.failure().lastLines())
        .containsExactly(
            "tako: expected pnpm in the PATH to bring pnpm-lock.yaml up to date, but it is not there; install it where the runner runs, or leave out update_lock_files");
  }

  @Test
  void a_tool_that_takes_too_long_is_ended_with_the_step() throws Exception {
    // Given
    String locked = origin.push(Map.of("package-lock.json", "{}\n"));
    tool("npm", "sleep 60");
    StepSpec update = withTimeout(update("core", "1.4.0", true), Duration.ofMillis(300));

    // When
    bench.close();
    bench = new Bench(folder, "path", folder.resolve("tools") + ":/usr/bin:/bin");
    bench.run(job(update).of(origin, locked));

    // Then
    assertThat(bench.failure().failure()).isEqualTo(FailureKind.TIMED_OUT);
  }

  @Test
  void a_file_of_dependencies_that_a_step_replaced_by_a_link_is_not_followed() throws Exception {
    // Given
    Path outside = Files.writeString(folder.resolve("outside.json"), packageJson("^1.0.0"));
    var link = step("link", "ln -sf " + outside + " package.json");

    // When
    bench.run(job(link, update("core", "1.4.0", false)).of(origin, commit));

    // Then
    assertThat(bench.failure().message()).startsWith("Expected a file that declares dependencies");
    assertThat(Files.readString(outside)).isEqualTo(packageJson("^1.0.0"));
  }

  @Test
  void a_built_in_that_the_runner_does_not_know_fails_the_step() {
    bench.run(job(builtIn("poll", new BuiltIn.Other("tako/poll@v1"))).of(origin, commit));

    assertThat(bench.failure().message())
        .isEqualTo(
            "Expected a built-in that this runner can carry out (tako/checkout@v1, tako/update-dependency@v1), but found tako/poll@v1.");
  }

  @Test
  void a_step_that_has_to_be_confined_is_not_run_without() {
    var none =
        new IsolationSpec(
            null, false, List.of(), null, List.of(), null, null, null, List.of(), false);

    bench.run(job(confined(step("a", "echo ran"), none)).of(origin, commit));

    assertThat(bench.failure().message()).contains("in no sandbox");
    assertThat(bench.log).isEmpty();
  }

  private static StepSpec checkout(String ref) {
    return checkout("checkout", ref);
  }

  private static StepSpec checkout(String id, String ref) {
    return builtIn(id, new BuiltIn.Checkout(ref));
  }

  private static StepSpec update(String name, String version, boolean lockFiles) {
    return builtIn("update", new BuiltIn.UpdateDependency(name, version, lockFiles));
  }

  private static String packageJson(String requirement) {
    return "{ \"dependencies\": { \"core\": \"" + requirement + "\" } }\n";
  }

  private void tool(String name, String script) throws Exception {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    Path tool = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
  }

  private static void assumeGit() {
    assumeThat(Path.of("/usr/bin/git")).exists();
  }
}
