package dev.tako.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tako completion`: a script that teaches the shell these commands.
@Command(
    name = "completion",
    description = "A script that teaches the shell to complete these commands.",
    footer = {
      "",
      "Examples:",
      "  source <(tako completion bash)",
      "  tako completion zsh > ~/.tako-completion && echo 'source ~/.tako-completion' >> ~/.zshrc"
    })
final class CompletionCommand implements Callable<Integer> {
  /// Shells that understand the script.
  enum Shell {
    bash,
    zsh
  }

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
  private Shell shell = Shell.bash;

  CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    // One script serves both: it turns on zsh's bash completion when it finds itself in zsh.
    session.terminal().out().println("# Completion of tako for " + shell);
    session.terminal().out().print(AutoComplete.bash("tako", root));
    return ExitCode.COMPLETED;
  }
}
