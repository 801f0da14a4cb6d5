package dev.tako.benchmarks.organisation;

import dev.tako.benchmarks.ScratchFolder;
import dev.tako.benchmarks.organisation.Measurement.Counts;
import dev.tako.contract.Json;
import dev.tako.dev.EmbeddedSystem;
import dev.tako.dev.SystemSettings;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./tako benchmark organisation`: the graph service with organisations of growing size, each in
/// an embedded system of its own.
@Command(
    name = "organisation",
    mixinStandardHelpOptions = true,
    description = {
      "Generates organisations of real Git repositories and measures the graph service with them:",
      "full index, re-index after a push, plan of the largest component, impact, memory, restart."
    },
    footer = {
      "",
      "Examples:",
      "  ./tako benchmark organisation",
      "  ./tako benchmark organisation --repositories 1000 --seed 7",
      "  ./tako benchmark organisation --output json"
    })
public final class OrganisationBenchmark implements Callable<Integer> {
  /// How the figures are printed.
  enum Output {
    text,
    json
  }

  @Option(
      names = "--repositories",
      defaultValue = "10000",
      description =
          "The largest organisation (default: ${DEFAULT-VALUE}); 100 and 1,000 come before it.")
  private int repositories;

  @Option(
      names = "--seed",
      defaultValue = "20261123",
      description = "Decides the organisation (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--pushes",
      defaultValue = "200",
      description = "Pushes at each size (default: ${DEFAULT-VALUE}).")
  private int pushes;

  @Option(
      names = "--plans",
      defaultValue = "300",
      description = "Plans at each size (default: ${DEFAULT-VALUE}).")
  private int plans;

  @Option(
      names = "--impacts",
      defaultValue = "500",
      description = "Impact queries of each kind at each size (default: ${DEFAULT-VALUE}).")
  private int impacts;

  @Option(
      names = "--warm-up",
      defaultValue = "50",
      description = "Of each kind before anything counts (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How to print the figures: ${COMPLETION-CANDIDATES}. Default: text.")
  private Output output = Output.text;

  private final PrintStream out = System.out;

  /// Exit code 0 when everything was measured.
  @Override
  public Integer call() throws Exception {
    PrintStream progress = output == Output.json ? System.err : out;
    progress.printf("Seed %d%n", seed);
    List<Measured> sizes = new ArrayList<>();
    for (int size :
        Stream.of(100, 1_000, repositories).filter(s -> s <= repositories).distinct().toList()) {
      sizes.add(measure(size, progress));
    }
    Figures figures = new Figures(sizes);
    if (output == Output.json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("seed", seed);
      all.put("sizes", sizes);
      all.put("targets", figures.verdicts());
      out.println(Json.text(all));
    } else {
      out.println();
      figures.lines().forEach(out::println);
    }
    return 0;
  }

  private Measured measure(int size, PrintStream progress) throws Exception {
    progress.printf(Locale.ROOT, "%n%,d repositories: generating them%n", size);
    Organisation organisation = Organisation.generate(size, seed);
    try (ScratchFolder folder = ScratchFolder.create()) {
      Origins origins = new Origins(folder.path().resolve("git"));
      origins.create(organisation);
      try (EmbeddedSystem system =
          EmbeddedSystem.start(
              SystemSettings.forTests(folder.path().resolve("system")), progress::println)) {
        Measured measured =
            new Measurement(
                    system,
                    organisation,
                    origins,
                    new Counts(warmUp, pushes, plans, impacts),
                    progress::println)
                .run();
        new Figures(List.of(measured)).rows().forEach(progress::println);
        return measured;
      }
    }
  }
}
