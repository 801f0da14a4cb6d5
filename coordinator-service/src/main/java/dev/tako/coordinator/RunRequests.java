package dev.tako.coordinator;

import dev.tako.contract.EventPlan.Candidate;
import dev.tako.contract.Plan;
import dev.tako.contract.Plan.Refusal;
import dev.tako.contract.RunCommand;
import dev.tako.contract.RunCommand.StartRun;
import dev.tako.contract.RunId;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Codec;
import dev.tako.coordinator.http.GraphClient;
import dev.tako.coordinator.http.GraphClient.Planned;
import dev.tako.coordinator.http.GraphClient.Refused;
import dev.tako.coordinator.http.GraphClient.Unchanged;
import dev.tako.coordinator.kafka.Sender;
import dev.tako.coordinator.postgres.Deliveries;
import dev.tako.coordinator.postgres.RunStore;
import dev.tako.coordinator.run.RunState;
import dev.tako.coordinator.trigger.DeliveryKey;
import dev.tako.coordinator.trigger.OutsideEvent;
import dev.tako.coordinator.trigger.PlanRef;
import dev.tako.coordinator.trigger.RunRequest;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns a request into a planned run whose start is on its way.
///
/// ```
/// reserve the key's run id ─► known already? ─► plan ─► store manifests, then the plan ─► StartRun, acknowledged
/// ```
///
/// Whoever asked is told only after the last step, and asks again when there is no answer. A crash
///
/// - after the reservation leaves a key without a run: the next try finds the id and goes on;
/// - after the plan is stored leaves a plan nobody uses: the same content is stored once anyway;
/// - after the StartRun, before the answer: the next try finds the run, or, when it is not consumed
///   yet, plans again and sends a second StartRun of the same id, which the decider ignores.
///
/// A request without a key that gets no answer may have become a run; only a key can tell.
@ApplicationScoped
public class RunRequests {
  private static final Logger LOG = LoggerFactory.getLogger(RunRequests.class);

  /// What became of a request.
  public sealed interface Answer {}

  /// It starts now.
  ///
  /// @param candidates who may react, when it is the run of an event from outside
  public record Accepted(StartRun run, List<Candidate> candidates) implements Answer {
    public Accepted {
      candidates = List.copyOf(candidates);
    }
  }

  /// The delivery has become this run before.
  public record Known(RunState run) implements Answer {}

  /// It cannot be planned; `request` has the id it would have had.
  public record NotPlanned(RunRequest request, Refusal refusal) implements Answer {}

  private final Deliveries deliveries;
  private final RunStore runs;
  private final GraphClient graph;
  private final ArrivingPlans arriving;
  private final Sender sender;
  private final AcceptedRuns accepted;
  private final StoredPlans plans = new StoredPlans();
  private final MeterRegistry metrics;

  RunRequests(
      Deliveries deliveries,
      RunStore runs,
      GraphClient graph,
      ArrivingPlans arriving,
      Sender sender,
      AcceptedRuns accepted,
      MeterRegistry metrics) {
    this.deliveries = deliveries;
    this.runs = runs;
    this.graph = graph;
    this.arriving = arriving;
    this.sender = sender;
    this.accepted = accepted;
    this.metrics = metrics;
  }

  /// @param traceparent W3C trace context to pass on
  public Answer request(RunRequest wanted, @Nullable String traceparent) {
    RunRequest request = wanted;
    DeliveryKey key = wanted.key();
    if (key != null) {
      request = wanted.withId(deliveries.reserve(key, wanted.id()));
      Optional<RunState> known = runs.find(request.id());
      if (known.isPresent()) {
        return new Known(known.get());
      }
    }
    return switch (plan(request, traceparent)) {
      case Planned(Plan plan, List<Candidate> candidates) -> {
        PlanRef stored = PlanRef.of(plan);
        if (request.event() == null) {
          plans.add(request.planRequest(), stored);
        }
        yield started(request, stored, candidates, traceparent);
      }
      case Unchanged(PlanRef known) -> started(request, known, List.of(), traceparent);
      case Refused(Refusal refusal) -> {
        count("refused");
        LOG.info(
            "Run refused: runId={} repo={} workflow={} reason={}",
            request.id(),
            request.repo(),
            request.workflow(),
            refusal.title());
        yield new NotPlanned(request, refusal);
      }
    };
  }

  private Accepted started(
      RunRequest request, PlanRef plan, List<Candidate> candidates, @Nullable String traceparent) {
    StartRun start = request.start(plan);
    send(start, "start", traceparent);
    accepted.add(start);
    count("started");
    LOG.info(
        "Run requested: runId={} repo={} workflow={} by={}",
        start.runId(),
        start.repo(),
        start.workflow(),
        start.requestedBy());
    return new Accepted(start, candidates);
  }

  /// Plans and stores the plan. Whoever planned may have forgotten a text before it was asked for,
  /// for example because it was started anew: then the plan is asked for once more.
  private GraphClient.Answer plan(RunRequest request, @Nullable String traceparent) {
    GraphClient.Answer answer = ask(request, traceparent);
    if (!(answer instanceof Planned first)) {
      return answer;
    }
    Set<String> missing = arriving.store(first.plan(), traceparent);
    if (missing.isEmpty()) {
      return first;
    }
    LOG.info("Planning again: runId={} manifestsMissing={}", request.id(), missing.size());
    GraphClient.Answer again = ask(request, traceparent);
    if (again instanceof Planned second) {
      missing = arriving.store(second.plan(), traceparent);
      if (!missing.isEmpty()) {
        throw graph.lacks(missing);
      }
    }
    return again;
  }

  private GraphClient.Answer ask(RunRequest request, @Nullable String traceparent) {
    OutsideEvent event = request.event();
    return event == null
        ? graph.plan(request.planRequest(), plans.of(request.planRequest()), traceparent)
        : graph.plan(event.planRequest(), traceparent);
  }

  /// Records a run that planning refused, for whoever is not there to be told.
  public RunId recordRefusal(NotPlanned refused, @Nullable String traceparent) {
    send(refused.request().refuse(refused.refusal()), "refuse", traceparent);
    return refused.request().id();
  }

  /// Sends a command for a run; `name` tells it from the run's other commands.
  public void send(RunCommand command, String name, @Nullable String traceparent) {
    sender.send(
        Codec.envelope(
            Topics.RUN_COMMANDS,
            command.runId().value(),
            command.runId() + "/" + name,
            Sender.SOURCE,
            command.at(),
            traceparent,
            command));
  }

  private void count(String result) {
    metrics.counter("tako.runs.requested", "result", result).increment();
  }
}
