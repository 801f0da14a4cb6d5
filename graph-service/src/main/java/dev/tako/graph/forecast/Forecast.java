package dev.tako.graph.forecast;

import dev.tako.contract.CauseKind;
import dev.tako.manifest.RepositoryRef;
import dev.tako.manifest.expression.Values;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a run would do, told before it starts: executions in order, their jobs, steps and events,
/// and for every subscription whether it would react and why.
///
/// @param hash of the plan it was made from
/// @param assumed payload values taken for granted where they are not known beforehand
/// @param executions the root, then its dependents in the order in which they can start; reactions
///   stand under the event they react to
/// @param warnings of the plan, and what this forecast leaves out
public record Forecast(
    String hash,
    RepositoryRef repo,
    String workflow,
    Map<String, Object> assumed,
    List<Execution> executions,
    List<String> warnings) {
  public Forecast {
    assumed = Values.copy(assumed);
    executions = List.copyOf(executions);
    warnings = List.copyOf(warnings);
  }

  /// How sure something is to happen when the run gets there.
  public enum Certainty {
    certain,
    possible,
    excluded
  }

  /// @param reason the sub-expression that decides and the values it looks at
  /// @param fails whether it is excluded because its condition or its command cannot be evaluated,
  ///   so that the step fails
  public record Decision(Certainty certainty, String reason, boolean fails) {
    Decision(Certainty certainty, String reason) {
      this(certainty, reason, false);
    }
  }

  /// One workflow on one repository.
  ///
  /// @param after the repositories it waits for
  /// @param problems inputs that break their rules, so that it would fail at once
  public record Execution(
      RepositoryRef repo,
      String workflow,
      CauseKind cause,
      String commit,
      List<RepositoryRef> after,
      Map<String, Foreseen> inputs,
      List<String> problems,
      List<Job> jobs) {
    public Execution {
      after = List.copyOf(after);
      inputs = Values.copy(inputs);
      problems = List.copyOf(problems);
      jobs = List.copyOf(jobs);
    }
  }

  /// Consecutive steps that are handed out as one.
  ///
  /// @param runsIn `runner`, or `coordinator` for a fan-out, which needs none
  public record Job(String runsIn, List<Step> steps) {
    public Job {
      steps = List.copyOf(steps);
    }
  }

  /// @param command of a `run` its template, else what it `uses`
  /// @param condition what is known of its `if`; null when it has none
  /// @param mayWait whether it ends only when reactions have
  /// @param events none when its `if` is known to be false
  public record Step(
      String id,
      String command,
      @Nullable Decision condition,
      boolean mayWait,
      List<Event> events) {
    public Step {
      events = List.copyOf(events);
    }
  }

  /// @param artifact `owner/repo:artifact`
  /// @param subscriptions every one on this artifact, whatever it listens for
  public record Event(
      String type,
      String schemaVersion,
      String artifact,
      Map<String, Foreseen> payload,
      List<Reaction> subscriptions) {
    public Event {
      payload = Values.copy(payload);
      subscriptions = List.copyOf(subscriptions);
    }
  }

  /// A subscription, asked about one event.
  ///
  /// @param index of the entry in the subscriber's manifest, counting from 0
  /// @param line of that entry, counting from 1
  /// @param execution what it would start; null when it is excluded
  public record Reaction(
      RepositoryRef repo,
      int index,
      int line,
      String workflow,
      Certainty certainty,
      String reason,
      @Nullable Execution execution) {}
}
