package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.http.ApiException;
import dev.tako.cli.http.UnreachableException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/// The command line: every client command under one root, and what becomes of their exceptions.
public final class TakoCli {
  @Command(
      name = "tako",
      description = "Carries a change in one repository to those that depend on it.",
      synopsisSubcommandLabel = "COMMAND",
      footer = {
        "",
        "Exit codes: 0 completed, 1 failed, 2 bad usage or refused, 3 not reachable, 130"
            + " interrupted.",
        "Colours are off when NO_COLOR is set or the output is no terminal."
      })
  private static final class Root {}

  private TakoCli() {}

  /// @param overview what `tako status` shows when no run is named
  public static CommandLine commandLine(Session session, SystemOverview overview) {
    CommandLine repos = new CommandLine(new ReposCommand());
    repos
        .addSubcommand(new ReposAddCommand(session))
        .addSubcommand(new ReposListCommand(session))
        .addSubcommand(new ReposSyncCommand(session));
    CommandLine events = new CommandLine(new EventsCommand(session));
    events.addSubcommand(new EventsSendCommand(session));
    CommandLine line = new CommandLine(new Root());
    line.addSubcommand(repos)
        .addSubcommand(new GraphCommand(session))
        .addSubcommand(new ImpactCommand(session))
        .addSubcommand(new PlanCommand(session))
        .addSubcommand(new CheckCommand(session))
        .addSubcommand(new ExecCommand(session))
        .addSubcommand(new RunsCommand(session))
        .addSubcommand(new StatusCommand(session, overview))
        .addSubcommand(events)
        .addSubcommand(new LogsCommand(session))
        .addSubcommand(new CancelCommand(session))
        .addSubcommand(new TriggersCommand(session))
        .addSubcommand(new ValidateCommand(session))
        .addSubcommand(new LintCommand(session))
        .addSubcommand(new CompletionCommand(session));
    return line;
  }

  /// Runs the command the arguments name.
  ///
  /// @return the exit code
  public static int run(CommandLine line, String... arguments) {
    addHelp(line);
    PrintWriter errors = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    line.setErr(errors);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setExpandAtFiles(false); // a payload may be @FILE
    line.setExecutionExceptionHandler((e, command, _) -> explain(e, command.getErr()));
    line.setParameterExceptionHandler((e, _) -> {
      CommandLine failed = e.getCommandLine();
      failed.getErr().println("tako: " + e.getMessage());
      if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, failed.getErr())) {
        failed.getErr().println("See '" + failed.getCommandSpec().qualifiedName() + " --help'.");
      }
      return ExitCode.REFUSED;
    });
    if (arguments.length == 0) {
      line.usage(line.getOut());
      return ExitCode.COMPLETED;
    }
    return line.execute(withInputs(arguments));
  }

  /// Every command can explain itself.
  private static void addHelp(CommandLine line) {
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
    line.getSubcommands().values().forEach(TakoCli::addHelp);
  }

  /// `--inputs.name=value` is `--inputs name=value`; so with `--payload`.
  static String[] withInputs(String... arguments) {
    List<String> result = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith("--inputs.") || argument.startsWith("--payload.")) {
        result.addAll(List.of(argument.split("\\.", 2)));
      } else {
        result.add(argument);
      }
    }
    return result.toArray(String[]::new);
  }

  private static int explain(Exception e, PrintWriter err) throws Exception {
    return switch (e) {
      case UnreachableException _ -> {
        err.println("tako: " + e.getMessage());
        yield ExitCode.UNREACHABLE;
      }
      case ApiException refused -> {
        err.println("tako: " + summary(refused));
        for (JsonNode problem : refused.problem().path("problems")) {
          err.println(Rendered.of(problem));
        }
        yield refused.status() / 100 == 4 ? ExitCode.REFUSED : ExitCode.FAILED;
      }
      case IllegalArgumentException _ -> {
        err.println("tako: " + e.getMessage());
        yield ExitCode.REFUSED;
      }
      case IllegalStateException _ -> {
        err.println("tako: " + e.getMessage());
        yield ExitCode.FAILED;
      }
      default -> throw e;
    };
  }

  /// What was refused and how many problems follow; without any, why.
  private static String summary(ApiException refused) {
    int problems = refused.problem().path("problems").size();
    String title = ClientCommand.text(refused.problem(), "title");
    return problems == 0 || title.isEmpty()
        ? String.valueOf(refused.getMessage())
        : title + ": " + Rendered.count(problems);
  }
}
