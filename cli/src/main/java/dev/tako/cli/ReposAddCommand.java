package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.http.Api;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tako repos add`: registers one repository, or with `OWNER/*` all whose addresses follow a
/// pattern.
@Command(
    name = "add",
    description = "Register a repository, or all of an owner by the pattern of their addresses.",
    footer = {
      "",
      "Examples:",
      "  tako repos add acme/core-lib --url https://git.example.org/acme/core-lib.git",
      "  tako repos add 'acme/*' --url 'file:///srv/git/{owner}/{repo}.git'"
    })
final class ReposAddCommand extends ClientCommand {
  @Parameters(
      paramLabel = "OWNER/REPO",
      description = "Its name in manifests; 'acme/*' with a pattern.")
  private String repo = "";

  @Option(
      names = "--url",
      required = true,
      paramLabel = "URL",
      description = "Where to fetch it; {owner} and {repo} stand for names in a pattern.")
  private String url = "";

  ReposAddCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    boolean pattern = repo.endsWith("/*");
    var body = Api.JSON.createObjectNode().put("url", url);
    JsonNode answer =
        pattern
            ? Indexing.post(graph(), "/api/v1/bases", body, this::tell)
            : graph().post("/api/v1/repositories", body.put("repo", repo), Map.of());
    if (isJson()) {
      print(answer);
    } else {
      print("Registered " + repo + " at " + url);
      NotInForce.among(answer).forEach(each -> print(NotInForce.told(each)));
    }
    return ExitCode.COMPLETED;
  }
}
