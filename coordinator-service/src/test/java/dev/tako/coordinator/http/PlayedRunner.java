package dev.tako.coordinator.http;

import static org.awaitility.Awaitility.await;

import dev.tako.contract.Completion;
import dev.tako.contract.Completion.JobStarted;
import dev.tako.contract.Completion.StepCompleted;
import dev.tako.contract.Completion.StepFailed;
import dev.tako.contract.Completion.StepStarted;
import dev.tako.contract.Job.RunSteps;
import dev.tako.contract.StepSpec;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Codec;
import dev.tako.coordinator.TopicReader;
import dev.tako.coordinator.kafka.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Says on Kafka what a runner says about its jobs.
final class PlayedRunner {
  private final Clients clients;
  private final Sender sender;

  PlayedRunner(Clients clients, Sender sender) {
    this.clients = clients;
    this.sender = sender;
  }

  /// The newest job of an execution, once it has as many.
  RunSteps job(String execution, int number) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> jobs(execution), jobs -> jobs.size() >= number)
        .get(number - 1);
  }

  /// Takes the job and completes all its steps.
  void complete(RunSteps job) {
    start(job);
    completesAgain(job);
  }

  /// Says that all steps of the job completed, as if nobody had heard it before.
  void completesAgain(RunSteps job) {
    for (StepSpec step : job.steps()) {
      say(
          job,
          "completed/" + step.id(),
          new StepCompleted(
              job.runId(),
              job.executionId(),
              job.jobId(),
              job.epoch(),
              "runner",
              step.id(),
              Map.of("version", "1.2.3"),
              null,
              Instant.now()));
    }
  }

  /// Takes the job and fails its first step.
  void fail(RunSteps job) {
    start(job);
    say(
        job,
        "failed",
        new StepFailed(
            job.runId(),
            job.executionId(),
            job.jobId(),
            job.epoch(),
            "runner",
            job.steps().getFirst().id(),
            Completion.FailureKind.EXIT_CODE,
            2,
            "Expected exit code 0, but found 2.",
            List.of("boom"),
            false,
            null,
            Instant.now()));
  }

  private void start(RunSteps job) {
    say(
        job,
        "started",
        new JobStarted(
            job.runId(), job.executionId(), job.jobId(), job.epoch(), "runner", Instant.now()));
    say(
        job,
        "step-started",
        new StepStarted(
            job.runId(),
            job.executionId(),
            job.jobId(),
            job.epoch(),
            "runner",
            job.steps().getFirst().id(),
            Instant.now()));
  }

  private List<RunSteps> jobs(String execution) {
    return new TopicReader(clients)
        .read(Topics.JOBS, execution).stream()
            .map(received -> (RunSteps) received.message())
            .toList();
  }

  private void say(RunSteps job, String what, Completion completion) {
    sender.send(
        Codec.envelope(
            Topics.COMPLETIONS,
            job.runId().value(),
            job.jobId() + "/" + job.epoch() + "/" + what,
            "/runner",
            completion.at(),
            null,
            completion));
  }
}
