package dev.tako.manifest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a step that `uses` a built-in.
final class BuiltInParser {

  static final String FAN_OUT = "tako/fan-out@v1";
  static final String NOOP = "tako/noop@v1";

  static final List<String> FAN_OUT_KEYS =
      List.of(
          "event_type",
          "schema_version",
          "artifact",
          "payload",
          "wait_for_children",
          "timeout",
          "concurrency_limit",
          "on_child_failure");

  private final Collection<String> artifacts;
  private final Names names;

  BuiltInParser(Collection<String> artifacts, Names names) {
    this.artifacts = artifacts;
    this.names = names;
  }

  Step read(Item uses, Fields step, StepParser.Parts p) {
    String name = uses.text("a built-in such as " + FAN_OUT);
    Item with = step.get("with");
    if (FAN_OUT.equals(name)) {
      return fanOut(with == null ? uses : with, with != null, p);
    }
    if (NOOP.equals(name)) {
      if (with != null) {
        with.fields("nothing", List.of());
      }
      return new NoopStep(
          p.id(),
          p.name(),
          p.condition(),
          p.produces(),
          p.continueOnError(),
          p.timeout(),
          p.onFailure(),
          p.at());
    }
    Map<String, Object> values = with == null ? Map.of() : Texts.templates(with, names);
    if (name != null) {
      List<String> keys = NotYet.BUILT_INS.get(name);
      if (keys == null) {
        List<String> known = new ArrayList<>(NotYet.BUILT_INS.keySet());
        known.addAll(List.of(FAN_OUT, NOOP));
        known.sort(null);
        uses.error("unknown built-in '" + name + "'", Nearest.hint(name, known));
      } else {
        uses.notSupportedYet(name);
        if (with != null) {
          with.fields("a map", keys);
        }
      }
    }
    return new OtherStep(
        p.id(),
        p.name(),
        p.condition(),
        p.produces(),
        p.continueOnError(),
        p.timeout(),
        p.onFailure(),
        p.at(),
        name == null ? "" : name,
        values);
  }

  private FanOutStep fanOut(Item item, boolean given, StepParser.Parts p) {
    Fields with = given ? item.fields("a map with event_type", FAN_OUT_KEYS) : null;
    if (with == null) {
      item.error(FAN_OUT + " needs `with: { event_type: … }`");
      return fanOut(p, "", null, Artifact.DEFAULT, Map.of(), true, null, null, null);
    }
    Item type = with.required("event_type");
    String eventType = type == null ? null : Words.eventType(type);
    Item artifact = with.get("artifact");
    String about = artifact == null ? null : artifact.text("the name of an artifact");
    if (artifact != null && about != null) {
      Words.checkKnown(artifact, "artifact", about, artifacts);
    }
    Item payload = with.get("payload");
    if (payload != null && !payload.isMap()) {
      payload.error("expected a map, found " + payload.found());
    }
    return fanOut(
        p,
        eventType == null ? "" : eventType,
        with.read("schema_version", Words::schemaVersion),
        about == null ? Artifact.DEFAULT : about,
        payload == null ? Map.of() : Texts.templates(payload, names),
        with.flag("wait_for_children", true),
        with.read("timeout", Item::duration),
        with.read("on_child_failure", i -> i.word(OnChildFailure.class)),
        with.read("concurrency_limit", i -> i.whole(1, 100_000)));
  }

  private static FanOutStep fanOut(
      StepParser.Parts p,
      String eventType,
      @Nullable String schemaVersion,
      String artifact,
      Map<String, Object> payload,
      boolean wait,
      @Nullable Duration timeout,
      @Nullable OnChildFailure onChildFailure,
      @Nullable Integer concurrencyLimit) {
    return new FanOutStep(
        p.id(),
        p.name(),
        p.condition(),
        p.produces(),
        p.continueOnError(),
        timeout == null ? p.timeout() : timeout,
        p.onFailure(),
        p.at(),
        eventType,
        schemaVersion == null ? StepEvents.FIRST_SCHEMA : schemaVersion,
        artifact,
        payload,
        wait,
        onChildFailure == null ? OnChildFailure.FAIL : onChildFailure,
        concurrencyLimit);
  }
}
