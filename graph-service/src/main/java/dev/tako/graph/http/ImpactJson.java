package dev.tako.graph.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.tako.graph.graph.Impact;
import dev.tako.graph.graph.Impact.Reached;
import dev.tako.graph.graph.Passage;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

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
    out.writeNumberField("executions", impact.reached().size());
    out.writeArrayFieldStart("reached");
    List<Reached> reached = impact.reached();
    for (int i = 0; i < reached.size(); i++) {
      if (i == 0 || !isAsBefore(reached.get(i - 1), reached.get(i))) {
        if (i > 0) {
          out.writeEndArray();
          out.writeEndObject();
        }
        begin(out, reached.get(i));
      }
      execution(out, reached.get(i).via());
    }
    if (!reached.isEmpty()) {
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static boolean isAsBefore(Reached before, Reached now) {
    Passage one = before.via();
    Passage other = now.via();
    return before.distance() == now.distance()
        && one.from().equals(other.from())
        && Objects.equals(one.fromWorkflow(), other.fromWorkflow())
        && Objects.equals(one.event(), other.event())
        && Objects.equals(one.artifact(), other.artifact());
  }

  private static void begin(JsonGenerator out, Reached first) throws IOException {
    Passage via = first.via();
    out.writeStartObject();
    out.writeNumberField("distance", first.distance());
    out.writeStringField("cause", via.cause().name());
    Written.text(out, "from", via.from().refJson());
    out.writeStringField("workflow", via.fromWorkflow());
    if (via.event() != null) {
      out.writeStringField("artifact", via.artifact());
      out.writeStringField("event", via.event());
    }
    out.writeArrayFieldStart("executions");
  }

  private static void execution(JsonGenerator out, Passage via) throws IOException {
    out.writeStartObject();
    Written.text(out, REPO, via.to().refJson());
    out.writeFieldName(WORKFLOW);
    out.writeString(via.toWorkflow());
    out.writeFieldName(LINE);
    out.writeNumber(via.at().line());
    out.writeEndObject();
  }
}
