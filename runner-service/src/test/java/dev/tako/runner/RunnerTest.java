package dev.tako.runner;

import static dev.tako.runner.Jobs.job;
import static dev.tako.runner.Steps.noop;
import static dev.tako.runner.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tako.contract.Completion;
import dev.tako.contract.Completion.FailureKind;
import dev.tako.contract.Control;
import dev.tako.contract.Job;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Codec;
import dev.tako.testkit.SharedInfrastructure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A runner on a real broker: jobs in, completions and logs out.
final class RunnerTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Clients clients;
  private Producer<String, byte[]> producer;
  private Observer observer;
  private Origin origin;
  private String commit;
  private Runner runner;

  @BeforeEach
  void start() throws Exception {
    clients = new Clients(SharedInfrastructure.kafka().bootstrapServers(), "test");
    producer = clients.producer();
    observer = new Observer(clients);
    origin = Origin.create(folder);
    commit = origin.push(Map.of("README", "hello\n"));
    runner = runner("runner-1/aaaa");
  }

  @AfterEach
  void stop() throws Exception {
    runner.close();
    producer.close();
    observer.close();
    origin.close();
  }

  private Runner runner(String name) throws Exception {
    Runner created =
        new Runner(
            name,
            Settings.in(folder, "slots", "1", "heartbeat", "200ms", "drain", "500ms"),
            clients,
            InstantSource.system());
    created.start();
    return created;
  }

  @Test
  void a_job_becomes_completions_and_logs() throws Exception {
    // Given
    Jobs job = job(step("a", "cat README"), noop("b")).of(origin, commit);

    // When
    send(job);

    // Then
    observer.await(job, "job started", "a started", "a completed", "b started", "b completed");
    await().atMost(SOON).until(() -> observer.log(job).equals("hello\n"));
    assertThat(observer.ids(job))
        .contains(job.job().jobId() + "/1/runner-1/aaaa/started")
        .doesNotHaveDuplicates();
  }

  @Test
  void noops_are_reported_at_once() throws Exception {
    // Given
    Jobs first = job(noop("a"));
    send(first);
    observer.await(first, "job started", "a started", "a completed");

    // When
    Jobs job = job(noop("a"), noop("b"), noop("c"));
    send(job);

    // Then
    observer.await(
        job,
        "job started",
        "a started",
        "a completed",
        "b started",
        "b completed",
        "c started",
        "c completed");
  }

  @Test
  void a_long_job_is_reported_to_be_running_until_it_is_cancelled() throws Exception {
    // Given
    Jobs job = job(step("slow", "sleep 1000")).of(origin, commit);
    send(job);
    observer.awaitWord(job, "heartbeat");

    // When
    control(
        new Control.CancelJob(
            job.execution(), job.job().jobId(), 1, "runner-1/aaaa", "by mia: wrong branch"));

    // Then
    observer.awaitWord(job, "slow failed");
    Completion.StepFailed failed = (Completion.StepFailed) observer.of(job).getLast();
    assertThat(failed.failure()).isEqualTo(FailureKind.CANCELLED);
    assertThat(failed.message()).isEqualTo("Cancelled: by mia: wrong branch");
  }

  @Test
  void a_cancel_that_is_heard_before_the_job_holds_for_it() throws Exception {
    // Given
    Jobs job = job(step("a", "touch " + folder.resolve("ran"))).of(origin, commit);
    control(new Control.CancelJob(job.execution(), job.job().jobId(), 1, null, "too late"));
    Jobs other = job(noop("x"));
    Path dropped =
        Files.createDirectories(folder.resolve("workspaces").resolve(other.execution().value()));
    control(new Control.DropWorkspace(other.execution()));
    await().atMost(SOON).until(() -> !Files.exists(dropped));

    // When
    send(job);

    // Then
    observer.await(job, "job started", "a failed");
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void what_is_no_job_is_set_aside_and_the_queue_goes_on() throws Exception {
    // Given
    producer
        .send(
            new ProducerRecord<>(
                Topics.JOBS.name(), "x", "no job".getBytes(StandardCharsets.UTF_8)))
        .get();

    // When
    Jobs job = job(noop("a"));
    send(job);

    // Then
    observer.await(job, "job started", "a started", "a completed");
    await().atMost(SOON).until(() -> observer.deadLetters() == 1);
  }

  @Test
  void a_job_that_does_not_end_in_time_is_left_without_a_word_when_the_runner_stops()
      throws Exception {
    // Given
    Jobs job = job(step("slow", "sleep 1000")).of(origin, commit);
    send(job);
    observer.awaitWord(job, "slow started");

    // When
    runner.close();
    runner = runner("runner-1/bbbb");
    Jobs again = job.again(Map.of());
    send(again);

    // Then
    await()
        .atMost(SOON)
        .until(() ->
            observer.of(job).stream()
                .anyMatch(c -> c instanceof Completion.StepStarted s && s.epoch() == 2));
    assertThat(observer.of(job)).noneMatch(Completion.StepFailed.class::isInstance);
    control(new Control.CancelJob(job.execution(), job.job().jobId(), 2, null, "end of test"));
    observer.awaitWord(job, "slow failed");
  }

  @Test
  void jobs_fetched_with_a_running_one_are_given_to_another_runner() throws Exception {
    // Given: both in one batch of one partition, so one fetch brings both
    Jobs slow =
        job(step("slow", "while ! test -e " + folder.resolve("go") + "; do sleep 0.1; done"))
            .of(origin, commit);
    Jobs quick = job(step("quick", "true")).of(origin, commit);
    Jobs warm = job(noop("warm"));
    send(warm);
    observer.awaitWord(warm, "warm completed");
    try (Producer<String, byte[]> lingering = lingering()) {
      Future<?> first = lingering.send(record(slow, "same-key"));
      lingering.send(record(quick, "same-key")).get();
      first.get();
    }
    observer.awaitWord(slow, "slow started");

    // When
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Runner second =
        new Runner(
            "runner-2/cccc", Settings.in(elsewhere, "slots", "1"), clients, InstantSource.system());
    second.start();

    // Then
    try {
      observer.awaitWord(quick, "quick completed");
      assertThat(observer.of(slow)).noneMatch(Completion.StepCompleted.class::isInstance);
      assertThat(observer.of(quick)).allMatch(c -> c.runner().equals("runner-2/cccc"));
    } finally {
      Files.createFile(folder.resolve("go"));
      second.close();
    }
    observer.awaitWord(slow, "slow completed");
  }

  @Test
  void the_workspace_of_an_ended_execution_is_dropped() throws Exception {
    // Given
    Jobs job = job(step("a", "true")).notLast().of(origin, commit);
    send(job);
    observer.awaitWord(job, "a completed");
    Path workspace = folder.resolve("workspaces").resolve(job.execution().value());
    Path snapshots = folder.resolve("blobs").resolve(job.execution().value());
    assertThat(workspace).exists();
    assertThat(snapshots).exists();

    // When
    control(new Control.DropWorkspace(job.execution()));

    // Then
    await().atMost(SOON).until(() -> !Files.exists(workspace) && !Files.exists(snapshots));
  }

  private static Producer<String, byte[]> lingering() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            SharedInfrastructure.kafka().bootstrapServers(),
            ProducerConfig.LINGER_MS_CONFIG,
            300),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private void send(Jobs job) throws Exception {
    producer.send(record(job, job.execution().value())).get();
  }

  private static ProducerRecord<String, byte[]> record(Jobs builder, String key) {
    Job.RunSteps job = builder.job();
    return Codec.encode(
        Codec.envelope(Topics.JOBS, key, job.snapshot(), "/coordinator", Instant.now(), null, job));
  }

  private void control(Control message) throws Exception {
    producer
        .send(
            Codec.encode(
                Codec.envelope(
                    Topics.CONTROL, "x", "c", "/coordinator", Instant.now(), null, message)))
        .get();
  }
}
