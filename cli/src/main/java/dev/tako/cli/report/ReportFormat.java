package dev.tako.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tako.cli.http.Api;
import dev.tako.cli.terminal.Paint;
import dev.tako.manifest.Problem;
import java.util.Locale;

/// How a [Report] can be written.
public enum ReportFormat {
  text,
  json,
  sarif;

  /// The whole report, with a line break at its end.
  public String write(Report report, Paint paint) {
    return switch (this) {
      case text -> text(report, paint);
      case json -> json(report).toPrettyString() + "\n";
      case sarif -> Sarif.of(report).toPrettyString() + "\n";
    };
  }

  private static String text(Report report, Paint paint) {
    StringBuilder out = new StringBuilder();
    for (Report.Checked file : report.files()) {
      for (Report.Found found : file.found()) {
        out.append(found.problem().render(file.content()));
        if (!found.rule().equals(Report.INVALID)) {
          out.append("  rule: ").append(found.rule()).append('\n');
        }
      }
      int count = file.found().size();
      String counted = count == 0 ? "" : ": " + count + (count == 1 ? " problem" : " problems");
      String mark = count == 0 ? paint.good("✓") : file.isValid() ? paint.odd("!") : paint.bad("✗");
      out.append(mark).append(' ').append(file.file()).append(counted).append('\n');
    }
    return out.toString();
  }

  private static ArrayNode json(Report report) {
    ArrayNode files = Api.JSON.createArrayNode();
    for (Report.Checked file : report.files()) {
      ObjectNode node = files.addObject().put("file", file.file()).put("valid", file.isValid());
      ArrayNode problems = node.putArray("problems");
      for (Report.Found found : file.found()) {
        Problem problem = found.problem();
        problems
            .addObject()
            .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
            .put("rule", found.rule())
            .put("line", problem.line())
            .put("column", problem.column())
            .put("path", problem.path())
            .put("message", problem.message())
            .put("hint", problem.hint());
      }
    }
    return files;
  }
}
