package dev.tako.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tako.cli.http.Api;
import dev.tako.manifest.Problem;
import dev.tako.manifest.Severity;
import dev.tako.manifest.lint.Rule;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A [Report] in SARIF 2.1.0 (OASIS), which code hosts show beside the lines.
final class Sarif {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  private Sarif() {}

  static ObjectNode of(Report report) {
    ObjectNode log = Api.JSON.createObjectNode().put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    List<String> ids = rules(run.putObject("tool").putObject("driver").put("name", "tako"));
    run.put("columnKind", "utf16CodeUnits");
    ArrayNode results = run.putArray("results");
    for (Report.Checked file : report.files()) {
      file.found().forEach(found -> result(results.addObject(), file.file(), found, ids));
    }
    return log;
  }

  /// @return the ids in their order
  private static List<String> rules(ObjectNode driver) {
    List<String> ids = new ArrayList<>();
    ArrayNode rules = driver.putArray("rules");
    rule(rules, Report.INVALID, "A manifest is not as the language says.", "error", ids);
    for (Rule rule : Rule.values()) {
      rule(rules, rule.id(), rule.description(), "warning", ids);
    }
    return ids;
  }

  private static void rule(
      ArrayNode rules, String id, String description, String level, List<String> ids) {
    ObjectNode rule = rules.addObject().put("id", id);
    rule.putObject("shortDescription").put("text", description);
    rule.putObject("defaultConfiguration").put("level", level);
    ids.add(id);
  }

  private static void result(ObjectNode result, String file, Report.Found found, List<String> ids) {
    Problem problem = found.problem();
    String hint = problem.hint() == null ? "" : "; " + problem.hint();
    result
        .put("ruleId", found.rule())
        .put("ruleIndex", ids.indexOf(found.rule()))
        .put("level", problem.severity() == Severity.ERROR ? "error" : "warning")
        .putObject("message")
        .put("text", problem.message() + hint);
    ObjectNode location = result.putArray("locations").addObject();
    ObjectNode physical = location.putObject("physicalLocation");
    physical.putObject("artifactLocation").put("uri", uri(file));
    physical
        .putObject("region")
        .put("startLine", problem.line())
        .put("startColumn", problem.column());
    if (!problem.path().isEmpty()) {
      location.putArray("logicalLocations").addObject().put("fullyQualifiedName", problem.path());
    }
  }

  /// Relative to the working directory, as code hosts expect, where the file is below it.
  private static String uri(String file) {
    URI here = Path.of("").toAbsolutePath().toUri();
    return here.relativize(Path.of(file).toAbsolutePath().normalize().toUri()).toString();
  }
}
