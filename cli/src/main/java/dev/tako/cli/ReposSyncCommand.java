package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.http.Api;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tako repos sync`: fetch and index again, without waiting for a webhook.
@Command(
    name = "sync",
    description = "Fetch and index a repository again, or all of them.",
    footer = {"", "Examples:", "  tako repos sync acme/core-lib", "  tako repos sync"})
final class ReposSyncCommand extends ClientCommand {
  @Parameters(paramLabel = "OWNER/REPO", arity = "0..1", description = "Default: all.")
  private @Nullable String repo;

  ReposSyncCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    String path = repo == null ? "/api/v1/sync" : repositoryPath(repo) + "/sync";
    JsonNode answer = graph().post(path, Map.of(), Map.of());
    if (isJson()) {
      print(answer);
    } else {
      print("Synchronised " + (repo == null ? "all repositories" : repo));
    }
    return ExitCode.COMPLETED;
  }

  private static String repositoryPath(String repo) {
    int slash = repo.indexOf('/');
    if (slash <= 0 || slash == repo.length() - 1) {
      throw new IllegalArgumentException("Expected OWNER/REPO, but found '" + repo + "'.");
    }
    return "/api/v1/repositories/"
        + Api.encode(repo.substring(0, slash))
        + "/"
        + Api.encode(repo.substring(slash + 1));
  }
}
