package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;

/// `tako repos list`: what is registered, and whether its manifest is in force.
@Command(
    name = "list",
    description = "The registered repositories, and whether their manifests are in force.",
    footer = {"", "Examples:", "  tako repos list", "  tako repos list --output json"})
final class ReposListCommand extends ClientCommand {
  ReposListCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    JsonNode answer = graph().get("/api/v1/repositories");
    if (isJson()) {
      print(answer);
      return ExitCode.COMPLETED;
    }
    Table table = new Table("REPOSITORY", "BRANCH", "COMMIT", "MANIFEST", "URL");
    JsonNode repositories = answer.isArray() ? answer : answer.path("repositories");
    for (JsonNode repo : repositories) {
      table.row(
          text(repo, "repo"),
          text(repo, "defaultBranch"),
          shortCommit(text(repo, "commit")),
          text(repo, "status"),
          text(repo, "url"));
    }
    print(table, "No repository is registered. Add one: tako repos add OWNER/REPO --url URL");
    List<JsonNode> wanting = NotInForce.among(answer);
    if (!wanting.isEmpty()) {
      print("");
    }
    wanting.forEach(each -> print(NotInForce.told(each)));
    return ExitCode.COMPLETED;
  }
}
