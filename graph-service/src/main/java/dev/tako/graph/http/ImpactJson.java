package dev.tako.graph.http;

import static dev.tako.graph.http.JsonBytes.ascii;

import dev.tako.graph.graph.JsonText;
import dev.tako.graph.query.Impact;

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
final class ImpactJson {
  private static final byte[] REPO = ascii("{\"repo\":");
  private static final byte[] ARTIFACT = ascii(",\"artifact\":");
  private static final byte[] EVENT = ascii(",\"event\":");
  private static final byte[] WORKFLOW = ascii(",\"workflow\":");
  private static final byte[] REPOSITORIES = ascii(",\"repositories\":");
  private static final byte[] HOW_MANY_EXECUTIONS = ascii(",\"executions\":");
  private static final byte[] REACHED = ascii(",\"reached\":[");
  private static final byte[] DISTANCE = ascii("{\"distance\":");
  private static final byte[] CAUSE = ascii(",\"cause\":");
  private static final byte[] FROM = ascii(",\"from\":");
  private static final byte[] EXECUTIONS = ascii(",\"executions\":[");
  private static final byte[] LINE = ascii(",\"line\":");
  private static final byte[] END = ascii("]}");

  private final JsonBytes out = new JsonBytes();

  private ImpactJson() {}

  static byte[] of(Impact impact) {
    ImpactJson json = new ImpactJson();
    json.write(impact);
    return json.out.toByteArray();
  }

  private void write(Impact impact) {
    Impact.Question question = impact.question();
    out.piece(REPO).quoted(impact.root().refJson());
    out.piece(ARTIFACT).text(question.artifact());
    out.piece(EVENT).text(question.event());
    out.piece(WORKFLOW).text(question.workflow());
    out.piece(REPOSITORIES).number(impact.repositories());
    out.piece(HOW_MANY_EXECUTIONS).number(impact.executions());
    out.piece(REACHED);
    for (int i = 0; i < impact.steps().size(); i++) {
      separate(i);
      step(impact.steps().get(i));
    }
    out.piece(END);
  }

  private void step(Impact.Step step) {
    out.piece(DISTANCE).number(step.distance());
    out.piece(CAUSE).text(step.cause().name());
    JsonText execution = step.execution();
    if (execution == null) {
      out.piece(FROM).quoted(step.from().refJson()).piece(WORKFLOW).text(null);
    } else {
      out.piece(FROM).piece(execution);
    }
    if (step.event() != null) {
      out.piece(ARTIFACT).text(step.artifact()).piece(EVENT).text(step.event());
    }
    out.piece(EXECUTIONS);
    for (int i = 0; i < step.reached().size(); i++) {
      separate(i);
      Impact.Reached reached = step.reached().get(i);
      out.piece(REPO).piece(reached.execution()).piece(LINE).number(reached.line()).piece('}');
    }
    out.piece(END);
  }

  private void separate(int place) {
    if (place > 0) {
      out.piece(',');
    }
  }
}
