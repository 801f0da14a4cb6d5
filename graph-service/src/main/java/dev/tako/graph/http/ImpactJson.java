package dev.tako.graph.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.tako.graph.graph.Impact;
import java.io.IOException;

/// An [Impact] as JSON: `repo`, what was asked about, how many `repositories` and `executions`, and
/// those `reached`, together where the same comes before them:
///
/// ```json
/// {"distance": 1, "cause": "reaction", "from": "acme/core:main", "workflow": "release",
///  "artifact": "default", "event": "library_built",
///  "executions": [{"repo": "acme/app:main", "workflow": "update", "line": 7}]}
/// ```
///
/// `line` is where the edge stands: in the `tako.yml` of `from` for a dependent, of `repo` for a
/// reaction.
final class ImpactJson implements Written.Body {
  private static final SerializableString REPO = new SerializedString("repo");
  private static final SerializableString WORKFLOW = new SerializedString("workflow");
  private static final SerializableString LINE = new SerializedString("line");

  private final Impact impact;

  ImpactJson(Impact impact) {
    this.impact = impact;
  }

  @Override
  public void to(JsonGenerator out) throws IOException {
    out.writeStartObject();
    Written.text(out, REPO, impact.root().refJson());
    out.writeStringField("artifact", impact.question().artifact());
    out.writeStringField("event", impact.question().event());
    out.writeStringField("workflow", impact.question().workflow());
    out.writeNumberField("repositories", impact.repositories());
    out.writeNumberField("executions", impact.executions());
    out.writeArrayFieldStart("reached");
    for (Impact.Step step : impact.steps()) {
      step(out, step);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void step(JsonGenerator out, Impact.Step step) throws IOException {
    out.writeStartObject();
    out.writeNumberField("distance", step.distance());
    out.writeStringField("cause", step.cause().name());
    Written.text(out, "from", step.from().refJson());
    out.writeStringField("workflow", step.workflow());
    if (step.event() != null) {
      out.writeStringField("artifact", step.artifact());
      out.writeStringField("event", step.event());
    }
    out.writeArrayFieldStart("executions");
    for (Impact.Reached reached : step.reached()) {
      out.writeStartObject();
      Written.text(out, REPO, reached.name());
      out.writeFieldName(WORKFLOW);
      out.writeString(reached.workflow());
      out.writeFieldName(LINE);
      out.writeNumber(reached.line());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
