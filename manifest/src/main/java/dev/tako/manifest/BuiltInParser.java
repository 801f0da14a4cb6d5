package dev.tako.manifest;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads a step that `uses` a built-in.
final class BuiltInParser {

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

  /// The keys under `with` of each built-in.
  static final Map<String, List<String>> KEYS =
      new TreeMap<>(
          Map.of(
              FanOutStep.USES, FAN_OUT_KEYS,
              NoopStep.USES, List.of(),
              CheckoutStep.USES, List.of("ref"),
              UpdateDependencyStep.USES, List.of("name", "version", "update_lock_files"),
              PullRequestStep.USES, List.of("title", "body", "base", "head", "wait_for"),
              PollStep.USES, List.of("target", "step_id", "timeout", "success_on_exit_code")));

  private final Collection<String> artifacts;
  private final Names names;

  BuiltInParser(Collection<String> artifacts, Names names) {
    this.artifacts = artifacts;
    this.names = names;
  }

  Step read(Item uses, Fields step, StepHead head, Variables variables) {
    String name = uses.text("a built-in such as " + FanOutStep.USES);
    if (!UpdateDependencyStep.USES.equals(name)) {
      step.read("env", i -> refuseEnv(i));
    }
    List<String> keys = name == null ? null : KEYS.get(name);
    if (name == null || keys == null) {
      if (name != null) {
        uses.error("unknown built-in '" + name + "'", Nearest.hint(name, KEYS.keySet()));
      }
      step.read("with", i -> Texts.templates(i, names));
      return new NoopStep(head);
    }
    if (NotYet.of(name) != null) {
      uses.notSupportedYet(name);
    }
    if (name.equals(NoopStep.USES)) {
      step.read("with", i -> i.fields("nothing", keys));
      return new NoopStep(head);
    }
    Fields with = with(uses, step, name, keys);
    return switch (name) {
      case FanOutStep.USES -> fanOut(with, head);
      case CheckoutStep.USES ->
          new CheckoutStep(head, needed(with, "ref", "a branch, tag or commit", Words::isRef));
      case UpdateDependencyStep.USES -> updateDependency(with, head, variables);
      case PullRequestStep.USES -> pullRequest(with, head);
      default -> poll(with, head);
    };
  }

  private static @Nullable Object refuseEnv(Item item) {
    item.error("'env' is for `run` steps and " + UpdateDependencyStep.USES + " only");
    return null;
  }

  /// The keys under `with`; null, and a problem, where there are none at all.
  private static @Nullable Fields with(Item uses, Fields step, String name, List<String> keys) {
    Item with = step.get("with");
    if (with == null) {
      uses.error(name + " needs `with: { " + keys.getFirst() + ": … }`");
      return null;
    }
    return with.fields("a map with " + keys.getFirst(), keys);
  }

  private String needed(@Nullable Fields with, String key, String what, Predicate<String> form) {
    Item item = with == null ? null : with.required(key);
    String text = item == null ? null : Texts.template(item, what, form, names);
    return text == null ? "" : text;
  }

  private @Nullable String branch(@Nullable Fields with, String key) {
    return with == null
        ? null
        : with.read(key, i -> Texts.template(i, "the name of a branch", Words::isRef, names));
  }

  private Step updateDependency(@Nullable Fields with, StepHead head, Variables variables) {
    return new UpdateDependencyStep(
        head,
        needed(with, "name", "the name of a dependency", UpdateDependencyStep::isName),
        needed(with, "version", "one version", UpdateDependencyStep::isVersion),
        with != null && with.flag("update_lock_files", false),
        variables);
  }

  private Step pullRequest(@Nullable Fields with, StepHead head) {
    PullRequestStep.WaitFor waitFor =
        with == null ? null : with.read("wait_for", i -> i.word(PullRequestStep.WaitFor.class));
    return new PullRequestStep(
        head,
        needed(with, "title", "a title", _ -> true),
        with == null ? null : with.read("body", i -> Texts.template(i, names)),
        branch(with, "base"),
        needed(with, "head", "the name of a branch", Words::isRef),
        waitFor == null ? PullRequestStep.WaitFor.OPENED : waitFor);
  }

  private Step poll(@Nullable Fields with, StepHead head) {
    Item target = with == null ? null : with.required("target");
    PollStep.Target read = target == null ? null : target.word(PollStep.Target.class);
    Item step = with == null ? null : with.required("step_id");
    String stepId = step == null ? null : step.text("the id of a step before this one");
    if (step != null && stepId != null && names.steps() != null) {
      Words.checkKnown(step, "step before this one", stepId, names.steps());
    }
    Duration timeout = with == null ? null : with.read("timeout", Item::duration);
    Integer code = with == null ? null : with.read("success_on_exit_code", i -> i.whole(0, 255));
    return new PollStep(
        timeout == null ? head : head.withTimeout(timeout),
        read == null ? PollStep.Target.STEP : read,
        stepId == null ? "" : stepId,
        code == null ? 0 : code);
  }

  private FanOutStep fanOut(@Nullable Fields with, StepHead head) {
    if (with == null) {
      return new FanOutStep(
          head,
          "",
          StepEvents.FIRST_SCHEMA,
          Artifact.DEFAULT,
          Map.of(),
          true,
          OnChildFailure.FAIL,
          null);
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
    String schemaVersion = with.read("schema_version", Words::schemaVersion);
    Duration timeout = with.read("timeout", Item::duration);
    OnChildFailure onChildFailure =
        with.read("on_child_failure", i -> i.word(OnChildFailure.class));
    return new FanOutStep(
        timeout == null ? head : head.withTimeout(timeout),
        eventType == null ? "" : eventType,
        schemaVersion == null ? StepEvents.FIRST_SCHEMA : schemaVersion,
        about == null ? Artifact.DEFAULT : about,
        payload == null ? Map.of() : Texts.templates(payload, names),
        with.flag("wait_for_children", true),
        onChildFailure == null ? OnChildFailure.FAIL : onChildFailure,
        with.read("concurrency_limit", i -> i.whole(1, 100_000)));
  }
}
