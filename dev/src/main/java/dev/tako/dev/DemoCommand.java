package dev.tako.dev;

import dev.tako.cli.ExitCode;
import dev.tako.cli.Session;
import dev.tako.cli.terminal.Durations;
import dev.tako.cli.terminal.Table;
import dev.tako.contract.Topics;
import dev.tako.dev.demo.ReleaseTrain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tako demo`: everything, embedded, on sample repositories.
@Command(
    name = "demo",
    description = "Watch a release train: everything embedded, on four sample repositories.",
    footer = {
      "",
      "Starts its own Kafka, PostgreSQL and services on free ports, all under .tako/demo/, from",
      "scratch each time. Exit code 0 when the train arrived.",
      "",
      "Examples:",
      "  tako demo",
      "  tako demo release-train --keep"
    })
final class DemoCommand implements Callable<Integer> {
  /// The demos there are.
  enum Name {
    RELEASE_TRAIN;

    @Override
    public String toString() {
      return "release-train";
    }
  }

  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "DEMO",
      defaultValue = "release-train",
      description = "Which: ${COMPLETION-CANDIDATES}. Default: release-train.")
  private Name name = Name.RELEASE_TRAIN;

  @Option(names = "--keep", description = "Leave everything running, to look around.")
  private boolean keep;

  DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant begin = Instant.now();
    if (Programs.find("git").isEmpty()) {
      throw new IllegalStateException(
          "Expected git on the PATH, because the demo's steps commit and push with it, but found"
              + " none. Install it: apt install git, brew install git.");
    }
    Home home = Home.find();
    Path folder = home.data().resolve("demo");
    Path artifacts = folder.resolve("repository");
    clear(folder);
    SystemSettings settings = new SystemSettings(folder, false, keep, stepEnvironment(artifacts));
    EmbeddedSystem system = EmbeddedSystem.at(settings, this::say);
    try (Cleanup cleanup = Cleanup.onInterrupt(() -> stop(system))) {
      say("Demo " + name + ": starting an embedded system of its own in " + folder);
      system.startMissing();
      ReleaseTrain.Result result =
          new ReleaseTrain(system, session.terminal(), folder, artifacts).run();
      say("The train arrived: the origins hold the commits and tags, the repository the jars.");
      say("");
      show(result, folder);
      say("");
      lookNext(home, system, result);
      say("Took " + Durations.text(Duration.between(begin, Instant.now())));
      if (keep) {
        cleanup.keep();
      }
    }
    return ExitCode.COMPLETED;
  }

  /// Ends what an earlier demo left and forgets its data.
  private void clear(Path folder) throws IOException {
    EmbeddedSystem earlier =
        EmbeddedSystem.at(new SystemSettings(folder, false, true, Map.of()), this::say);
    if (!earlier.running().isEmpty()) {
      say("Stopping the demo that was kept");
      earlier.stop();
    }
    FileUtils.deleteDirectory(folder.toFile());
  }

  private static Map<String, String> stepEnvironment(Path artifacts) {
    return Map.of(
        "ARTIFACT_REPOSITORY", artifacts.toAbsolutePath().toString(),
        "GIT_AUTHOR_NAME", "Release train",
        "GIT_AUTHOR_EMAIL", "release-train@acme.example",
        "GIT_COMMITTER_NAME", "Release train",
        "GIT_COMMITTER_EMAIL", "release-train@acme.example");
  }

  private void stop(EmbeddedSystem system) {
    say("Stopping");
    system.stop();
  }

  private void show(ReleaseTrain.Result result, Path folder) {
    Table table = new Table("REPOSITORY", "VERSION", "COMMIT", "TAG", "JAR");
    result
        .releases()
        .forEach(release ->
            table.row(
                release.repo(),
                release.version(),
                release.commit().substring(0, 10),
                release.tag(),
                folder.relativize(release.jar()).toString()));
    table.lines().forEach(this::say);
    say("in " + folder);
  }

  private void lookNext(Home home, EmbeddedSystem system, ReleaseTrain.Result result) {
    Path broker = home.root().relativize(home.module("broker"));
    say(keep ? "Look around:" : "Where to look, when it is left running (./tako demo --keep):");
    say("  ./tako status " + result.runId());
    say("  ./tako events " + result.runId());
    say("  ./tako logs " + result.runId());
    say("  curl " + system.coordinator() + "/api/v1/runs/" + result.runId());
    say("  " + KafkaTool.consoleConsumer(broker, system.bootstrapServers(), Topics.EVENTS.name()));
    say("  " + KafkaTool.shareGroups(broker, system.bootstrapServers()));
    if (keep) {
      say("Stop it: ./tako down");
    }
  }

  private void say(String line) {
    session.terminal().out().println(line);
  }
}
