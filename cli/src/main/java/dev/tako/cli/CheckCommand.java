package dev.tako.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tako.cli.http.Api;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tako check`: what a changed manifest would break elsewhere, before it is pushed.
@Command(
    name = "check",
    description = "What a changed tako.yml would break in other repositories; nothing is changed.",
    footer = {
      "",
      "Examples:",
      "  tako check",
      "  tako check --repo acme/core-lib --ref my-branch",
      "  tako check --repo acme/core-lib --ref refs/pull/7/head",
      "  tako check --repo acme/core-lib --against v1.4.0 tako.yml",
      "",
      "The exit code is 1 when something breaks."
    })
final class CheckCommand extends ClientCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The changed manifest. Default: tako.yml of the working directory.")
  private @Nullable Path file;

  @Option(
      names = {"-r", "--repo"},
      paramLabel = "OWNER/REPO[:BRANCH]",
      description =
          "The repository, and the branch the change is meant for. Default: the one that the"
              + " working directory is a clone of.")
  private @Nullable String repo;

  @Option(
      names = "--ref",
      paramLabel = "REF",
      description =
          "Check the manifest of this branch, tag, full commit id or pull request"
              + " (refs/pull/7/head), not a file.")
  private @Nullable String ref;

  @Option(
      names = "--against",
      paramLabel = "REF",
      description =
          "Compare with this branch, tag or full commit id. Default: the manifest in force.")
  private @Nullable String against;

  CheckCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws IOException {
    if (ref != null && file != null) {
      throw new IllegalArgumentException(
          "Expected a file or --ref, found both: " + file + " and " + ref + ".");
    }
    Path changed = (file == null ? Path.of("tako.yml") : file).toAbsolutePath();
    Path folder = changed.getParent() == null ? Path.of("") : changed.getParent();
    String where = WorkingRepository.or(repo, folder, graph());
    ObjectNode body = Api.JSON.createObjectNode().put("repo", where).put("against", against);
    if (ref == null) {
      body.put("manifest", read(changed));
    } else {
      body.put("ref", ref);
    }
    JsonNode check = graph().post("/api/v1/check", body, Map.of());
    if (isJson()) {
      print(check);
    } else {
      show(check);
    }
    return check.path("breaks").isEmpty() ? ExitCode.COMPLETED : ExitCode.FAILED;
  }

  private void show(JsonNode check) {
    String base = text(check, "against");
    String with = base.isEmpty() ? "nothing yet" : shortCommit(base);
    int breaks = check.path("breaks").size();
    int subscriptions = check.path("subscriptions").asInt();
    String outcome =
        breaks == 0
            ? paint().good("nothing breaks (subscriptions to its artifacts: " + subscriptions + ")")
            : paint().bad(breaks + (breaks == 1 ? " break" : " breaks"));
    print(text(check, "repo") + ", compared with " + with + ": " + outcome);
    for (JsonNode found : check.path("breaks")) {
      String place = text(found, "repo") + " " + text(found, "file") + ":" + text(found, "line");
      print(paint().strong(place) + " " + text(found, "path"));
      print("  " + text(found, "message"));
    }
  }

  private static String read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "Expected a tako.yml at " + file + ", but there is none. Name a FILE, or --ref.");
    }
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
