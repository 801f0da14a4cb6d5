package dev.tako.manifest.lint;

import dev.tako.manifest.CheckoutStep;
import dev.tako.manifest.FanOutStep;
import dev.tako.manifest.NoopStep;
import dev.tako.manifest.PollStep;
import dev.tako.manifest.ProducedEvent;
import dev.tako.manifest.Produces;
import dev.tako.manifest.PullRequestStep;
import dev.tako.manifest.RunStep;
import dev.tako.manifest.Step;
import dev.tako.manifest.UpdateDependencyStep;
import dev.tako.manifest.Variables;
import dev.tako.manifest.Workflow;
import dev.tako.manifest.lint.Findings.PlacedStep;
import dev.tako.manifest.template.Template;
import java.util.HashSet;
import java.util.Set;

/// Rules about what steps run and emit.
final class StepRules {

  private StepRules() {}

  static void rawInScript(Findings findings) {
    for (PlacedStep placed : findings.steps()) {
      if (placed.step() instanceof RunStep run && hasRaw(run.run())) {
        raw(findings, placed.path() + ".run");
      }
      for (int i = 0; i < placed.step().onFailure().size(); i++) {
        if (hasRaw(placed.step().onFailure().get(i))) {
          raw(findings, placed.path() + ".on_failure[" + i + "]");
        }
      }
    }
  }

  private static boolean hasRaw(String script) {
    return Template.parse(script).hasRaw();
  }

  private static void raw(Findings findings, String path) {
    findings.add(
        Rule.RAW_IN_SCRIPT,
        path,
        "`| raw` puts a value into the script unescaped",
        "leave it out unless the value is meant to be shell code");
  }

  static void emptyPayload(Findings findings) {
    for (PlacedStep placed : findings.steps()) {
      Produces produces = placed.step().produces();
      for (int i = 0; produces != null && i < produces.events().size(); i++) {
        ProducedEvent event = produces.events().get(i);
        String payload = placed.path() + ".produces.events[" + i + "].payload";
        if (event.payload().isEmpty() && findings.places().has(payload)) {
          empty(findings, payload, event.type());
        }
      }
      String payload = placed.path() + ".with.payload";
      if (placed.step() instanceof FanOutStep fanOut
          && fanOut.payload().isEmpty()
          && findings.places().has(payload)) {
        empty(findings, payload, fanOut.eventType());
      }
    }
  }

  private static void empty(Findings findings, String path, String event) {
    findings.add(
        Rule.EMPTY_PAYLOAD,
        path,
        "the payload of '" + event + "' is empty, so that no subscriber can filter on it",
        "give what changed, such as version: \"{{ .outputs.version }}\", or leave `payload` out");
  }

  static void hiddenEvent(Findings findings) {
    for (PlacedStep placed : findings.steps()) {
      Produces produces = placed.step().produces();
      if (produces != null && !produces.events().isEmpty() && placed.step().continueOnError()) {
        findings.add(
            Rule.HIDDEN_EVENT,
            placed.path() + ".continue_on_error",
            "when step '"
                + placed.step().id()
                + "' fails, the workflow goes on, and '"
                + produces.events().getFirst().type()
                + "' is never emitted",
            "leave out `continue_on_error`, or emit the event in a step of its own");
      }
    }
  }

  static void fanOutWithoutTimeout(Findings findings) {
    for (PlacedStep placed : findings.steps()) {
      if (placed.step() instanceof FanOutStep fanOut
          && fanOut.waitForChildren()
          && fanOut.timeout() == null
          && placed.workflow().timeout() == null) {
        findings.add(
            Rule.FAN_OUT_WITHOUT_TIMEOUT,
            placed.path() + ".with",
            "step '"
                + fanOut.id()
                + "' waits for every reaction to '"
                + fanOut.eventType()
                + "', however long it takes",
            "write `timeout:` under `with`, or in the workflow");
      }
    }
  }

  static void unusedSecret(Findings findings) {
    for (Workflow workflow : findings.manifest().workflows().values()) {
      Set<String> named = new HashSet<>();
      workflow.steps().forEach(step -> named.addAll(variables(step).secrets().values()));
      for (int i = 0; i < workflow.secrets().size(); i++) {
        String secret = workflow.secrets().get(i);
        if (!named.contains(secret)) {
          findings.add(
              Rule.UNUSED_SECRET,
              "workflows." + workflow.name() + ".secrets[" + i + "]",
              "no step names the secret '" + secret + "', so that none gets it",
              "write `env: { " + secret + ": " + secret + " }` in the step that needs it");
        }
      }
    }
  }

  private static Variables variables(Step step) {
    return switch (step) {
      case RunStep run -> run.variables();
      case UpdateDependencyStep update -> update.variables();
      case FanOutStep _, NoopStep _, CheckoutStep _, PullRequestStep _, PollStep _ ->
          Variables.NONE;
    };
  }
}
