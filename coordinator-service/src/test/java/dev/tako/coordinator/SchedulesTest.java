package dev.tako.coordinator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tako.contract.ManifestMessage;
import dev.tako.contract.ManifestMessage.ManifestIndexed;
import dev.tako.contract.ManifestMessage.ManifestRejected;
import dev.tako.contract.ManifestMessage.Scheduled;
import dev.tako.contract.RunCommand;
import dev.tako.contract.RunCommand.RefuseRun;
import dev.tako.contract.RunCommand.StartRun;
import dev.tako.contract.RunId;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Clients;
import dev.tako.contract.kafka.Codec;
import dev.tako.contract.kafka.Received;
import dev.tako.coordinator.kafka.Sender;
import dev.tako.coordinator.kafka.TopicIds;
import dev.tako.coordinator.postgres.ScheduleStore;
import dev.tako.coordinator.trigger.ScheduledWorkflow;
import dev.tako.manifest.RepositoryRef;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class SchedulesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String COMMIT = "1a2b3c4d".repeat(5);
  private static final List<Integer> PARTITIONS =
      IntStream.range(0, Topics.MANIFESTS.partitions()).boxed().toList();

  @Inject Clients clients;
  @Inject Sender sender;
  @Inject TestClock clock;
  @Inject Schedules schedules;
  @Inject ScheduleClock alarm;
  @Inject ScheduleStore store;
  @Inject TopicIds topicIds;
  @Inject RunRequests requests;

  private final RepositoryRef repo =
      RepositoryRef.parse("acme/clock-" + UUID.randomUUID().toString().substring(0, 8) + ":main");

  @BeforeEach
  void beforeThree() {
    clock.set("2026-11-23T02:59:30Z");
  }

  @AfterEach
  void nothingMore() {
    scheduled();
    await().atMost(PATIENCE).until(() -> rows().isEmpty());
    clock.reset();
  }

  @Test
  void when_its_time_comes_a_workflow_starts_once() {
    // Given
    scheduled(new Scheduled("nightly", "0 3 * * *"));
    assertThat(row("nightly").scheduled().nextAt()).isEqualTo("2026-11-23T03:00:00Z");

    // When
    itIs("2026-11-23T03:00:00Z");

    // Then
    String run = fired("nightly", "2026-11-23T03:00:00Z");
    assertThat(row("nightly").scheduled().nextAt()).isEqualTo("2026-11-24T03:00:00Z");
    StartRun start = (StartRun) commands(run).getFirst().message();
    assertThat(start.repo()).isEqualTo(repo);
    assertThat(start.workflow()).isEqualTo("nightly");
    assertThat(start.inputs()).isEmpty();
    assertThat(start.requestedBy()).isEqualTo("schedule 0 3 * * *");

    // When
    alarm.wake();
    itIs("2026-11-24T03:00:10Z");

    // Then
    assertThat(fired("nightly", "2026-11-24T03:00:00Z")).isNotEqualTo(run);
    assertThat(runs()).hasSize(2);
  }

  @Test
  void a_manifest_that_is_announced_again_changes_nothing() {
    // Given
    scheduled(new Scheduled("nightly", "0 3 * * *"));
    row("nightly");
    itIs("2026-11-23T03:00:00Z");
    String run = fired("nightly", "2026-11-23T03:00:00Z");

    // When
    scheduled(new Scheduled("nightly", "0 3 * * *"), new Scheduled("mark", "0 4 * * *"));
    row("mark");
    alarm.wake();

    // Then
    assertThat(row("nightly").lastRun()).hasToString(run);
    assertThat(row("nightly").scheduled().nextAt()).isEqualTo("2026-11-24T03:00:00Z");
    assertThat(runs()).containsExactly(run);
  }

  @Test
  void times_that_were_missed_are_made_up_for_by_one_run_for_the_latest() {
    // Given
    scheduled(new Scheduled("nightly", "0 3 * * *"));
    row("nightly");
    schedules.remove(PARTITIONS);
    clock.set("2026-11-26T09:00:00Z");
    alarm.wake();

    // When
    schedules.add(PARTITIONS);

    // Then
    String run = fired("nightly", "2026-11-26T03:00:00Z");
    assertThat(row("nightly").scheduled().nextAt()).isEqualTo("2026-11-27T03:00:00Z");
    assertThat(runs()).containsExactly(run);
  }

  @Test
  void a_crash_between_asking_for_the_run_and_noting_it_does_not_double_it() {
    // Given
    scheduled(new Scheduled("nightly", "0 3 * * *"));
    ScheduledWorkflow due = row("nightly").scheduled();
    schedules.remove(PARTITIONS);
    clock.set("2026-11-23T03:00:00Z");
    Instant time = due.latest(clock.instant());
    var asked = (RunRequests.Accepted) requests.request(due.request(time, clock.instant()), null);

    // When
    schedules.add(PARTITIONS);

    // Then
    assertThat(fired("nightly", "2026-11-23T03:00:00Z")).isEqualTo(asked.run().runId().value());
    assertThat(commands(asked.run().runId().value()).stream().map(Received::id).distinct())
        .hasSize(1);
  }

  @Test
  void two_processes_that_both_believe_it_is_theirs_start_one_run() {
    // Given
    scheduled(new Scheduled("nightly", "0 3 * * *"));
    row("nightly");
    Schedules others = new Schedules(store, topicIds, clock);
    others.add(PARTITIONS);
    itIs("2026-11-23T03:00:00Z");
    String run = fired("nightly", "2026-11-23T03:00:00Z");

    // When
    new ScheduleClock(others, requests, clock).fireDue();

    // Then
    assertThat(row("nightly").lastRun()).hasToString(run);
    assertThat(row("nightly").scheduled().nextAt()).isEqualTo("2026-11-24T03:00:00Z");
    assertThat(commands(run).stream().map(Received::id).distinct()).hasSize(1);
    assertThat(runs()).containsExactly(run);
  }

  @Test
  void another_expression_has_its_own_next_time_and_one_that_is_gone_has_none() {
    // Given
    scheduled(new Scheduled("nightly", "0 3 * * *"));
    row("nightly");

    // When
    scheduled(new Scheduled("nightly", "30 4 * * *"));

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(rows())
                .singleElement()
                .satisfies(
                    row -> assertThat(row.scheduled().nextAt()).isEqualTo("2026-11-23T04:30:00Z")));

    // When
    itIs("2026-11-23T04:00:00Z");
    scheduled();

    // Then
    await().atMost(PATIENCE).until(() -> rows().isEmpty());
    assertThat(runs()).isEmpty();
  }

  @Test
  void a_message_that_says_nothing_of_schedules_leaves_them_and_a_rejected_manifest_keeps_them() {
    // Given
    scheduled(new Scheduled("nightly", "0 3 * * *"));
    row("nightly");

    // When
    say(new ManifestIndexed(repo, COMMIT, null, List.of(), null, Instant.now()));
    say(
        new ManifestRejected(
            repo,
            COMMIT,
            null,
            "tako.yml has 1 error",
            List.of(),
            List.of(new Scheduled("nightly", "0 3 * * *"), new Scheduled("mark", "0 4 * * *"))));

    // Then
    row("mark");
    assertThat(row("nightly").scheduled().nextAt()).isEqualTo("2026-11-23T03:00:00Z");
  }

  @Test
  void an_older_message_that_comes_again_does_not_bring_a_schedule_back() {
    // Given
    ManifestIndexed older = indexed(new Scheduled("nightly", "0 3 * * *"));
    int partition = Topics.MANIFESTS.partitions(); // no other test's messages are in it
    long offset = 1_000_000;
    schedules.take(older, partition, offset);
    schedules.take(indexed(), partition, offset + 1);

    // When
    schedules.take(older, partition, offset);

    // Then
    assertThat(rows()).isEmpty();
  }

  @Test
  void two_expressions_that_meet_are_one_run() {
    // Given
    scheduled(new Scheduled("nightly", "0 3 * * *"), new Scheduled("nightly", "0 */3 * * *"));
    await().atMost(PATIENCE).until(() -> rows().size() == 2);

    // When
    itIs("2026-11-23T03:00:00Z");

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(rows()).extracting(ScheduleStore.Row::lastRun).doesNotContainNull());
    assertThat(runs()).hasSize(1);
    assertThat(rows())
        .extracting(ScheduleStore.Row::lastRun)
        .hasSize(2)
        .containsOnly(new RunId(runs().getFirst()));
  }

  @Test
  void while_the_graph_service_is_away_the_time_stays_due_and_others_start() {
    // Given
    scheduled(new Scheduled("offline", "0 3 * * *"), new Scheduled("nightly", "0 3 * * *"));
    await().atMost(PATIENCE).until(() -> rows().size() == 2);

    // When
    itIs("2026-11-23T03:00:00Z");

    // Then
    fired("nightly", "2026-11-23T03:00:00Z");
    assertThat(row("offline").lastRun()).isNull();
    assertThat(row("offline").scheduled().nextAt()).isEqualTo("2026-11-23T03:00:00Z");
  }

  @Test
  void a_run_that_planning_refuses_is_a_failed_run_that_says_why() {
    // Given
    scheduled(new Scheduled("refused", "0 3 * * *"));
    row("refused");

    // When
    itIs("2026-11-23T03:00:00Z");

    // Then
    String run = fired("refused", "2026-11-23T03:00:00Z");
    assertThat(commands(run).getFirst().message())
        .isInstanceOfSatisfying(
            RefuseRun.class,
            refused -> assertThat(refused.requestedBy()).isEqualTo("schedule 0 3 * * *"));
  }

  @Test
  void what_starts_next_can_be_asked_for() {
    // When
    scheduled(new Scheduled("nightly", "0 3 * * *"));
    row("nightly");

    // Then
    List<?> next =
        given()
            .get("/api/v1/schedules?limit=500")
            .then()
            .statusCode(200)
            .extract()
            .path("schedules.findAll { it.repo == '%s' }".formatted(repo.fullName()));
    assertThat(next)
        .singleElement()
        .hasToString(
            "{repo=%s, workflow=nightly, schedule=0 3 * * *, nextAt=2026-11-23T03:00:00Z, lastAt=null, lastRun=null}"
                .formatted(repo.fullName()));
  }

  private void itIs(String instant) {
    clock.set(instant);
    alarm.wake();
  }

  private void scheduled(Scheduled... wanted) {
    say(indexed(wanted));
  }

  private ManifestIndexed indexed(Scheduled... wanted) {
    return new ManifestIndexed(repo, COMMIT, null, List.of(), List.of(wanted), Instant.now());
  }

  private void say(ManifestMessage message) {
    sender.send(
        Codec.envelope(
            Topics.MANIFESTS,
            message.repo().fullName(),
            UUID.randomUUID().toString(),
            "/graph",
            Instant.now(),
            null,
            message));
  }

  private List<ScheduleStore.Row> rows() {
    return store.next(10_000).stream()
        .filter(row -> row.scheduled().key().repo().fullName().equals(repo.fullName()))
        .toList();
  }

  private ScheduleStore.Row row(String workflow) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                rows().stream()
                    .filter(row -> row.scheduled().key().workflow().equals(workflow))
                    .findFirst()
                    .orElse(null),
            Objects::nonNull);
  }

  /// The run that `time` has become, once it has.
  private String fired(String workflow, String time) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(row(workflow).lastAt()).isEqualTo(Instant.parse(time)));
    return String.valueOf(row(workflow).lastRun());
  }

  private List<Received<RunCommand>> commands(String run) {
    return new TopicReader(clients).read(Topics.RUN_COMMANDS, run);
  }

  /// The runs of this test's repository, once those that were asked for are there.
  private List<String> runs() {
    return given()
        .get("/api/v1/runs?limit=500&repo=" + repo)
        .then()
        .statusCode(200)
        .extract()
        .path("runs.id");
  }
}
