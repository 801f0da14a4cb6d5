package dev.tako.graph.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tako.graph.graph.Impact;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Passage;
import java.io.IOException;

/// An [Impact] as JSON: `repo`, what was asked about, how many `repositories`, and every execution
/// with the edge it comes about by.
final class ImpactJson implements Written.Body {
  private final Impact impact;

  ImpactJson(Impact impact) {
    this.impact = impact;
  }

  @Override
  public void to(JsonGenerator out) throws IOException {
    out.writeStartObject();
    Written.text(out, "repo", impact.root().refJson());
    out.writeStringField("artifact", impact.question().artifact());
    out.writeStringField("event", impact.question().event());
    out.writeStringField("workflow", impact.question().workflow());
    out.writeNumberField("repositories", impact.repositories());
    out.writeArrayFieldStart("executions");
    for (Impact.Reached reached : impact.reached()) {
      out.writeStartObject();
      Written.text(out, "repo", reached.via().to().refJson());
      out.writeStringField("workflow", reached.via().toWorkflow());
      out.writeStringField("cause", reached.via().cause().name());
      out.writeNumberField("distance", reached.distance());
      out.writeObjectFieldStart("via");
      edge(out, reached.via());
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /// The fields of an edge: where it comes from, what it carries, and where it is declared.
  private static void edge(JsonGenerator out, Passage via) throws IOException {
    Written.text(out, "from", via.from().refJson());
    out.writeStringField("workflow", via.fromWorkflow());
    if (via.event() != null) {
      out.writeStringField("artifact", via.artifact());
      out.writeStringField("event", via.event());
    }
    Written.text(out, "declaredIn", via.declaredIn().refJson());
    out.writeStringField("file", IndexedManifest.FILE);
    out.writeNumberField("line", via.at().line());
  }
}
