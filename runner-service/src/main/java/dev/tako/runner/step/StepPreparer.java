package dev.tako.runner.step;

import dev.tako.contract.BuiltIn;
import dev.tako.contract.Job;
import dev.tako.contract.StepSpec;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.expression.Expression;
import dev.tako.manifest.expression.ExpressionException;
import dev.tako.manifest.expression.Scope;
import dev.tako.manifest.template.Template;
import dev.tako.manifest.template.TemplateException;
import dev.tako.runner.secret.JobSecrets;
import dev.tako.runner.secret.SecretException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Renders a job's steps, each over the outputs of those before it.
final class StepPreparer {
  private final Job.RunSteps job;
  private final JobSecrets secrets;
  private final @Nullable String traceparent;

  StepPreparer(Job.RunSteps job, JobSecrets secrets, @Nullable String traceparent) {
    this.job = job;
    this.secrets = secrets;
    this.traceparent = traceparent;
  }

  /// @param outputs of the steps before, by step id
  Preparation prepare(StepSpec step, Map<String, Map<String, String>> outputs) {
    if (step.isolation() != null) {
      return new Preparation.Invalid(
          "Expected step %s to need nothing that confines it, because this runner runs steps as its own user in no sandbox, but found %s; leave it out of tako.yml."
              .formatted(step.id(), step.isolation()));
    }
    if (!step.needsWorkspace() && step.condition() == null) {
      return new Preparation.Nothing();
    }
    String doing = "env of the workflow";
    try {
      Map<String, String> env = new TreeMap<>(render(job.env(), scope(outputs, Map.of())));
      Scope before = scope(outputs, env);
      if (step.condition() != null) {
        doing = "if of step " + step.id();
        if (!Expression.compile(step.condition()).test(before)) {
          return new Preparation.Skip(step.condition() + " was false");
        }
      }
      if (!step.needsWorkspace()) {
        return new Preparation.Nothing();
      }
      doing = "env of step " + step.id();
      env.putAll(render(step.env(), before));
      env.keySet().removeAll(step.secrets().keySet()); // no template can name a secret
      Scope scope = scope(outputs, env);
      env.putAll(secrets.values(step.secrets()));
      if (step.run() != null) {
        doing = "run of step " + step.id();
        String script = Template.parse(step.run()).renderShell(scope);
        return new Preparation.Run(new Task.Script(), command(step, script, env), scope);
      }
      doing = "with of step " + step.id();
      return builtIn(step, env, scope);
    } catch (SecretException e) {
      return new Preparation.Invalid(e.getMessage());
    } catch (ExpressionException | TemplateException e) {
      return new Preparation.Invalid("Cannot evaluate the " + doing + ": " + e.getMessage());
    }
  }

  private Preparation builtIn(StepSpec step, Map<String, String> env, Scope scope) {
    Command surroundings = command(step, "", env);
    return switch (step.builtIn()) {
      case BuiltIn.Checkout(String ref) ->
          new Preparation.Run(
              new Task.Checkout(render(ref, scope), recordedCommit(step)), surroundings, scope);
      case BuiltIn.UpdateDependency(String name, String version, boolean updateLockFiles) ->
          new Preparation.Run(
              new Task.UpdateDependency(
                  render(name, scope), render(version, scope), updateLockFiles),
              surroundings,
              scope);
      case BuiltIn.Other(String uses) ->
          new Preparation.Invalid(
              "Expected a built-in that this runner can carry out (%s, %s), but found %s."
                  .formatted(BuiltIn.CHECKOUT, BuiltIn.UPDATE_DEPENDENCY, uses));
      case null -> new Preparation.Nothing();
    };
  }

  /// A step whose effects were lost is run again: a branch may have moved on since.
  private @Nullable String recordedCommit(StepSpec step) {
    return job.stepOutputs().getOrDefault(step.id(), Map.of()).get("commit");
  }

  private static String render(String template, Scope scope) {
    return Template.parse(template).render(scope).strip();
  }

  private Command command(StepSpec step, String script, Map<String, String> env) {
    Map<String, String> variables = new HashMap<>(env);
    variables.putAll(StepVariables.of(job, step, traceparent));
    List<OutputSource> sources = step.outputs().values().stream().map(OutputSource::parse).toList();
    return new Command(
        step.id(),
        script,
        variables,
        step.workingDirectory(),
        step.timeout(),
        sources.stream().anyMatch(OutputSource::isStream),
        sources.stream()
            .filter(OutputSource.FromEnv.class::isInstance)
            .map(s -> ((OutputSource.FromEnv) s).name())
            .distinct()
            .toList(),
        secrets.masking());
  }

  private static Map<String, String> render(Map<String, String> templates, Scope scope) {
    Map<String, String> rendered = new HashMap<>();
    templates.forEach((name, text) -> rendered.put(name, Template.parse(text).render(scope)));
    return rendered;
  }

  private Scope scope(Map<String, Map<String, String>> outputs, Map<String, String> env) {
    RepositoryRef repo = job.repo();
    Map<String, Object> roots = new HashMap<>();
    roots.put("inputs", job.inputs());
    roots.put("steps", outputs);
    roots.put("env", env);
    roots.put("run", Map.of("id", job.runId().value()));
    roots.put(
        "repo",
        Map.of(
            "owner", repo.owner(),
            "name", repo.name(),
            "branch", job.branch(),
            "commit", job.commit()));
    if (job.event() != null) {
      roots.put("event", job.event());
    }
    return Scope.of(roots);
  }
}
