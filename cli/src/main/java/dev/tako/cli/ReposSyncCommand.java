package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.http.Api;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tako repos sync`: fetch and index again, without waiting for a webhook.
@Command(
    name = "sync",
    description = "Fetch and index a repository again, or all of them.",
    footer = {
      "",
      "Examples:",
      "  tako repos sync acme/core-lib",
      "  tako repos sync",
      "",
      "The exit code is 1 when one cannot be fetched, or its manifest is rejected."
    })
final class ReposSyncCommand extends ClientCommand {
  @Parameters(paramLabel = "OWNER/REPO", arity = "0..1", description = "Default: all.")
  private @Nullable String repo;

  ReposSyncCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    JsonNode answer =
        repo == null
            ? Indexing.post(graph(), "/api/v1/sync", Map.of(), this::tell)
            : graph().post(Api.repositoryPath(repo) + "/sync", Map.of(), Map.of());
    List<JsonNode> wanting = NotInForce.among(answer);
    if (isJson()) {
      print(answer);
    } else if (repo == null || wanting.isEmpty()) {
      print("Synchronised " + (repo == null ? "all repositories" : repo));
    }
    wanting.forEach(each -> tell(NotInForce.told(each)));
    return wanting.isEmpty() ? ExitCode.COMPLETED : ExitCode.FAILED;
  }
}
