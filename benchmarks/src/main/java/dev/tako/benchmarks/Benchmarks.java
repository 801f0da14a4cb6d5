package dev.tako.benchmarks;

import dev.tako.benchmarks.organisation.OrganisationBenchmark;
import dev.tako.dev.EmbeddedSystem;
import dev.tako.dev.SystemSettings;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Starts an embedded system of its own and measures it, durability on, beside the floor of the
/// same machine in the same call.
@Command(
    name = "tako benchmark",
    mixinStandardHelpOptions = true,
    description = "Measures Tako beside the bare Kafka round trip and PostgreSQL commit.",
    subcommands = OrganisationBenchmark.class,
    footer = {
      "",
      "Examples:",
      "  ./tako benchmark --idle 100 --load 1000",
      "  ./tako benchmark organisation --repositories 10000"
    })
public final class Benchmarks implements Callable<Integer> {
  @Option(
      names = "--idle",
      defaultValue = "100",
      description = "Runs one after the other (default: ${DEFAULT-VALUE}).")
  private int idle;

  @Option(
      names = "--load",
      defaultValue = "1000",
      description = "Runs at once (default: ${DEFAULT-VALUE}).")
  private int load;

  @Option(
      names = "--warm-up",
      defaultValue = "1000",
      description = "Runs before anything is measured (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  private final PrintStream out = System.out;

  /// Exit code 0 when everything was measured, 1 when something failed.
  public static void main(String[] args) {
    System.exit(new CommandLine(new Benchmarks()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    try (ScratchFolder folder = ScratchFolder.create();
        EmbeddedSystem system =
            EmbeddedSystem.start(
                SystemSettings.forTests(folder.path().resolve("system")), out::println)) {
      BenchRepository.create(Files.createDirectories(folder.path().resolve("git")), system.graph());
      measure(system);
      return 0;
    }
  }

  private void measure(EmbeddedSystem system) throws Exception {
    try (Floor floor = new Floor(system.bootstrapServers(), system.jdbcUrl());
        RunLoad runs = new RunLoad(system.coordinator(), system.bootstrapServers())) {
      out.printf("%nWarming up with %d runs…%n", warmUp);
      floor.oneByOne(Math.min(warmUp, 200));
      runs.atOnce(BenchRepository.NAME, "noop", warmUp);
      runs.oneByOne(BenchRepository.NAME, "noop", Math.min(warmUp, 200));
      runs.oneByOne(BenchRepository.NAME, "process", Math.min(warmUp, 20));

      out.printf("%nOne after the other, at idle%n");
      row("floor: Kafka produce→consume", floor.kafkaOneByOne(idle));
      row("floor: PostgreSQL commit", floor.commitsOneByOne(idle));
      Latencies base = floor.oneByOne(idle);
      row("floor: Kafka + commit", base);
      Latencies noop = runs.oneByOne(BenchRepository.NAME, "noop", idle);
      row("3 no-op steps, request→completed", noop);
      row("3 processes, request→completed", runs.oneByOne(BenchRepository.NAME, "process", idle));
      out.printf(
          Locale.ROOT,
          "  p50 is %.1f times the floor%n",
          noop.percentile(50) / base.percentile(50));

      out.printf("%n%d at once%n", load);
      double atBest = floor.atOnce(load);
      rate("floor: Kafka + one commit each", atBest, "messages/s");
      double rate = runs.atOnce(BenchRepository.NAME, "noop", load);
      rate("3 no-op steps", rate, "runs/s");
      out.printf(Locale.ROOT, "  that is %.2f times the floor%n", rate / atBest);
    }
  }

  private void row(String name, Latencies latencies) {
    out.printf("  %-36s %s%n", name, latencies);
  }

  private void rate(String name, double rate, String unit) {
    out.printf(Locale.ROOT, "  %-36s %.0f %s%n", name, rate, unit);
  }
}
