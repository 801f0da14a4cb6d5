package dev.tako.coordinator.kafka;

import dev.tako.contract.ManifestMessage;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.BatchConsumer;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.DeadLetters;
import dev.tako.contract.kafka.Received;
import dev.tako.coordinator.RunRequests;
import dev.tako.coordinator.RunRequests.Accepted;
import dev.tako.coordinator.RunRequests.Known;
import dev.tako.coordinator.RunRequests.NotPlanned;
import dev.tako.coordinator.Schedules;
import dev.tako.coordinator.postgres.TriggerOutcomes;
import dev.tako.coordinator.trigger.RunRequest;
import dev.tako.coordinator.trigger.TriggerOutcome;
import dev.tako.coordinator.trigger.TriggerVerdict;
import dev.tako.coordinator.trigger.TriggerVerdict.Settled;
import dev.tako.coordinator.trigger.TriggerVerdict.Start;
import dev.tako.coordinator.trigger.TriggerVerdict.Untriggered;
import dev.tako.coordinator.trigger.WorkflowResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in what manifests schedule, and starts what a trigger asks for, once its commit is
/// indexed.
///
/// ```
/// tako.manifests ─► verdict ─► plan and start each workflow ─► record the outcome ─► commit offset
/// ```
///
/// The offset is committed last, so a crash anywhere brings the message again. Then each workflow's
/// key finds the run it has become ([RunRequests] says how), and the outcome is written over the
/// same outcome: nothing is lost and nothing doubled.
@ApplicationScoped
public class TriggerConsumer implements BatchConsumer.Handler, Loop {
  private static final Logger LOG = LoggerFactory.getLogger(TriggerConsumer.class);
  private static final String GROUP = "tako-coordinator-triggers";

  private final Clients clients;
  private final KafkaSettings settings;
  private final DeadLetters deadLetters;
  private final RunRequests requests;
  private final TriggerOutcomes outcomes;
  private final Schedules schedules;
  private final MeterRegistry metrics;
  private @Nullable BatchConsumer consumer;

  TriggerConsumer(
      Clients clients,
      KafkaSettings settings,
      DeadLetters deadLetters,
      RunRequests requests,
      TriggerOutcomes outcomes,
      Schedules schedules,
      MeterRegistry metrics) {
    this.clients = clients;
    this.settings = settings;
    this.deadLetters = deadLetters;
    this.requests = requests;
    this.outcomes = outcomes;
    this.schedules = schedules;
    this.metrics = metrics;
  }

  void start(@Observes StartupEvent event) {
    consumer =
        new BatchConsumer(
                name(),
                clients.consumer(GROUP, settings.instance()),
                List.of(Topics.MANIFESTS),
                this,
                deadLetters)
            .start();
  }

  void stop(@Observes ShutdownEvent event) {
    if (consumer != null) {
      consumer.close();
    }
  }

  @Override
  public String name() {
    return "triggers";
  }

  @Override
  public boolean isAlive() {
    return consumer != null && consumer.isAlive();
  }

  @Override
  public Map<TopicPartition, Long> assigned(Collection<TopicPartition> partitions) {
    schedules.add(partitions.stream().map(TopicPartition::partition).toList());
    return Map.of();
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    schedules.remove(partitions.stream().map(TopicPartition::partition).toList());
  }

  @Override
  public void handle(List<Received<?>> batch) {
    for (Received<?> received : batch) {
      try {
        ManifestMessage message = (ManifestMessage) received.message();
        schedules.take(message, received.record().partition(), received.record().offset());
        handle(message, TraceParent.of(received.record().headers()));
      } catch (RuntimeException e) {
        if (!Faults.isOfTheMessage(e)) {
          throw e;
        }
        LOG.error(
            "Could not handle a trigger: key={} {}", received.record().key(), e.toString(), e);
        deadLetters.setAside(received.record(), "Could not handle the trigger: " + e);
      }
    }
  }

  private void handle(ManifestMessage message, @Nullable String traceparent) {
    switch (TriggerVerdict.of(message)) {
      case Untriggered _ -> {}
      case Settled(TriggerOutcome outcome) -> record(outcome);
      case Start start -> {
        List<WorkflowResult> results = new ArrayList<>();
        for (RunRequest request : start.requests()) {
          results.add(start(request, traceparent));
        }
        record(TriggerOutcome.planned(start.trigger(), start.commit(), results));
      }
    }
  }

  private WorkflowResult start(RunRequest request, @Nullable String traceparent) {
    String workflow = request.workflow();
    return switch (requests.request(request, traceparent)) {
      case Accepted(var run, _) -> WorkflowResult.started(workflow, run.runId());
      case Known(var run) ->
          run.planHash() == null
              ? new WorkflowResult(workflow, run.id(), String.valueOf(run.reason()), run.problems())
              : WorkflowResult.started(workflow, run.id());
      case NotPlanned refused ->
          new WorkflowResult(
              workflow,
              requests.recordRefusal(refused, traceparent),
              refused.refusal().detail(),
              refused.refusal().problems());
    };
  }

  private void record(TriggerOutcome outcome) {
    outcomes.record(outcome);
    metrics.counter("tako.triggers", "outcome", outcome.outcome().word()).increment();
    LOG.info(
        "Trigger decided: deliveryId={} repo={} outcome={} runs={}",
        outcome.deliveryId(),
        outcome.repo(),
        outcome.outcome().word(),
        outcome.runs());
  }
}
