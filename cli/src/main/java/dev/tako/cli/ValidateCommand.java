package dev.tako.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tako.cli.http.Api;
import dev.tako.manifest.ManifestParser;
import dev.tako.manifest.ParseResult;
import dev.tako.manifest.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `tako validate`: every problem of a manifest, found on this machine without a server.
@Command(
    name = "validate",
    description = "Every problem of a tako.yml, or of all below a folder; needs no server.",
    footer = {
      "",
      "Examples:",
      "  tako validate",
      "  tako validate services/",
      "  tako validate tako.yml"
    })
final class ValidateCommand extends ClientCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE|DIR",
      description = "Default: tako.yml of the working directory.")
  private Path path = Path.of("tako.yml");

  ValidateCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws IOException {
    List<Path> files = files();
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a tako.yml in " + path + ", but found none. Name a file or a folder with one.");
    }
    boolean valid = true;
    ArrayNode results = Api.JSON.createArrayNode();
    for (Path file : files) {
      byte[] content = Files.readAllBytes(file);
      ParseResult result = ManifestParser.parse(file.toString(), content);
      valid &= result.isValid();
      results.add(json(file, result));
      if (!isJson()) {
        show(file, new String(content, StandardCharsets.UTF_8), result);
      }
    }
    if (isJson()) {
      print(results);
    }
    return valid ? ExitCode.COMPLETED : ExitCode.REFUSED;
  }

  private List<Path> files() throws IOException {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          "Expected a file or folder, but " + path + " does not exist.");
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(file -> file.endsWith("tako.yml") || file.endsWith("tako.yaml"))
          .sorted()
          .toList();
    }
  }

  private void show(Path file, String content, ParseResult result) {
    for (Problem problem : result.problems()) {
      print(problem.render(content).stripTrailing());
    }
    if (result.isValid()) {
      print(paint().good("✓") + " " + file);
    } else {
      long errors = result.problems().size();
      print(
          paint().bad("✗") + " " + file + ": " + errors + (errors == 1 ? " problem" : " problems"));
    }
  }

  private static com.fasterxml.jackson.databind.JsonNode json(Path file, ParseResult result) {
    var node = Api.JSON.createObjectNode().put("file", file.toString());
    node.put("valid", result.isValid());
    ArrayNode problems = node.putArray("problems");
    for (Problem problem : result.problems()) {
      problems
          .addObject()
          .put("severity", problem.severity().name().toLowerCase(java.util.Locale.ROOT))
          .put("line", problem.line())
          .put("column", problem.column())
          .put("path", problem.path())
          .put("message", problem.message())
          .put("hint", problem.hint());
    }
    return node;
  }
}
