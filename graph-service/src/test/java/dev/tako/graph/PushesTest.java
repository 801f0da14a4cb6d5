package dev.tako.graph;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.tako.contract.ManifestMessage;
import dev.tako.contract.ManifestMessage.ManifestIndexed;
import dev.tako.contract.ManifestMessage.ManifestRejected;
import dev.tako.contract.ManifestMessage.Scheduled;
import dev.tako.contract.ManifestMessage.TriggerIgnored;
import dev.tako.contract.ManifestTexts;
import dev.tako.contract.Topics;
import dev.tako.contract.kafka.Received;
import dev.tako.graph.git.Origin;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class PushesTest extends GraphService {
  @Test
  void a_push_indexes_its_commit_and_names_the_workflows_it_starts() throws Exception {
    // Given
    Origin core = origin("core");
    core.commit("main", "tako.yml", LEAF);
    register("core").statusCode(201);
    String pushed = core.commit("main", "docs/index.md", "hello");

    // When
    push("d1", "core", "refs/heads/main", pushed, List.of());
    push("d1", "core", "refs/heads/main", pushed, List.of());

    // Then
    List<Received<ManifestMessage>> answers = answers("d1", 2);
    assertThat(answers).extracting(Received::id).containsOnly(owner + "-d1/indexed");
    assertThat(answers)
        .allSatisfy(answer ->
            assertThat(answer.message())
                .isInstanceOfSatisfying(
                    ManifestIndexed.class,
                    indexed -> {
                      assertThat(indexed.repo()).hasToString(owner + "/core:main");
                      assertThat(indexed.commit()).isEqualTo(pushed);
                      assertThat(indexed.starts()).containsExactly("release", "docs");
                    }));
  }

  @Test
  void a_late_push_of_an_older_commit_does_not_put_it_back_in_force() throws Exception {
    // Given
    Origin core = origin("core");
    String older = core.commit("main", "tako.yml", LEAF);
    String newer = core.commit("main", "tako.yml", LEAF + "# newer\n");
    register("core").statusCode(201).body("commit", equalTo(newer));

    // When
    push("late", "core", "refs/heads/main", older, List.of("tako.yml"));

    // Then
    assertThat(answers("late", 1).getFirst().message())
        .isInstanceOfSatisfying(
            ManifestIndexed.class,
            indexed -> {
              assertThat(indexed.commit()).isEqualTo(older);
              assertThat(indexed.starts()).containsExactly("release");
            });
    repository("core").body("commit", equalTo(newer));
    plan("core", "release", older)
        .body("repositories[0].manifest", equalTo(ManifestTexts.digestOf(LEAF)));
  }

  @Test
  void a_broken_manifest_is_rejected_with_its_problems_and_the_last_good_one_stays()
      throws Exception {
    // Given
    Origin core = origin("core");
    String good = core.commit("main", "tako.yml", LEAF);
    register("core").statusCode(201);
    String broken = core.commit("main", "tako.yml", LEAF + "workflowz: {}\nversion: 2\n");

    // When
    push("broken", "core", "refs/heads/main", broken, List.of());

    // Then
    assertThat(answers("broken", 1).getFirst().message())
        .isInstanceOfSatisfying(
            ManifestRejected.class,
            rejected -> {
              assertThat(rejected.problems()).hasSizeGreaterThan(1);
              assertThat(rejected.problems().getFirst().rendered()).contains("^");
            });
    repository("core")
        .body("status", equalTo("rejected"))
        .body("commit", equalTo(good))
        .body("branches.main.rejectedCommit", equalTo(broken));
    plan("core", "release", null).statusCode(200).body("repositories[0].commit", equalTo(good));
  }

  @Test
  void
      a_manifest_that_is_removed_is_out_of_force_with_its_schedules_and_a_late_push_changes_nothing()
          throws Exception {
    // Given
    Origin core = origin("core");
    String with = core.commit("main", "tako.yml", nightly("0 3 * * *"));
    register("core").statusCode(201);
    String without = core.remove("main", "tako.yml");

    // When
    push("removed", "core", "refs/heads/main", without, List.of("tako.yml"));
    assertThat(answers("removed", 1).getFirst().message())
        .isInstanceOfSatisfying(
            ManifestRejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo("no tako.yml at " + without);
              assertThat(rejected.schedules()).isEmpty();
            });
    push("late", "core", "refs/heads/main", with, List.of("tako.yml"));
    answers("late", 1);

    // Then
    for (int start = 0; start < 2; start++) {
      repository("core")
          .body("status", equalTo("rejected"))
          .body("commit", nullValue())
          .body("branches.main.rejectedCommit", equalTo(without));
      plan("core", "nightly", null)
          .statusCode(422)
          .body(
              "title",
              equalTo("No plan for nightly on %s/core:main at %s".formatted(owner, without)))
          .body("detail", equalTo("no tako.yml at " + without));
      keeper.start(new StartupEvent());
    }

    // When
    String again = core.commit("main", "tako.yml", nightly("0 5 * * *"));
    push("again", "core", "refs/heads/main", again, List.of("tako.yml"));

    // Then
    assertThat(answers("again", 1).getFirst().message().schedules())
        .containsExactly(new Scheduled("nightly", "0 5 * * *"));
    repository("core").body("status", equalTo("indexed")).body("commit", equalTo(again));
  }

  @Test
  void pushes_that_lead_nowhere_are_answered_with_the_reason() throws Exception {
    // Given
    Origin core = origin("core");
    core.commit("main", "tako.yml", LEAF);
    String bare = core.commit("bare", "README.md", "no manifest");
    core.commit("doomed", "tako.yml", LEAF);
    register("core").statusCode(201);

    // When
    push("unknown", "other", "refs/heads/main", "1".repeat(40), List.of());
    push("deleted", "core", "refs/heads/doomed", null, List.of());
    push("missing", "core", "refs/heads/main", "2".repeat(40), List.of());
    push("bare", "core", "refs/heads/bare", bare, List.of());

    // Then
    assertThat(answers("unknown", 1).getFirst().message())
        .isInstanceOfSatisfying(
            TriggerIgnored.class,
            ignored -> assertThat(ignored.reason()).startsWith("not registered: register it"));
    assertThat(answers("deleted", 1).getFirst().message()).isInstanceOf(TriggerIgnored.class);
    assertThat(answers("missing", 1).getFirst().message())
        .isInstanceOfSatisfying(
            ManifestRejected.class,
            rejected -> assertThat(rejected.reason()).contains("2".repeat(40), "fetches"));
    assertThat(answers("bare", 1).getFirst().message())
        .isInstanceOfSatisfying(
            ManifestRejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo("no tako.yml at " + bare));
  }

  @Test
  void every_message_says_what_the_default_branch_schedules() throws Exception {
    // Given
    Origin core = origin("core");
    core.commit("main", "tako.yml", nightly("0 3 * * *"));
    String next = core.commit("next", "tako.yml", nightly("0 4 * * *"));
    String broken = core.commit("broken", "tako.yml", "version: 2");

    // When
    register("core").statusCode(201);
    push("other", "core", "refs/heads/next", next, List.of());
    push("broken", "core", "refs/heads/broken", broken, List.of());

    // Then
    assertThat(answers("other", 1).getFirst().message().schedules())
        .containsExactly(new Scheduled("nightly", "0 3 * * *"));
    assertThat(answers("broken", 1).getFirst().message().schedules())
        .containsExactly(new Scheduled("nightly", "0 3 * * *"));
    assertThat(schedulesOf("core")).startsWith("0 3 * * *").doesNotContain("0 4 * * *");

    // When
    core.head("next");
    given().post("/api/v1/repositories/{o}/{n}/sync", owner, "core").then().statusCode(200);

    // Then
    await().untilAsserted(() -> assertThat(schedulesOf("core")).endsWith("0 4 * * *"));
  }

  @Test
  void what_is_scheduled_is_said_again_after_a_restart() throws Exception {
    // Given
    origin("core").commit("main", "tako.yml", nightly("0 3 * * *"));
    register("core").statusCode(201);
    int before = schedulesOf("core").size();

    // When
    keeper.start(new StartupEvent());

    // Then
    await().untilAsserted(() -> assertThat(schedulesOf("core")).hasSizeGreaterThan(before));
  }

  @Test
  void a_tag_is_read_at_its_commit_and_leaves_the_branch_alone() throws Exception {
    // Given
    Origin core = origin("core");
    String first = core.commit("main", "tako.yml", LEAF);
    String head = core.commit("main", "README.md", "more");
    register("core").statusCode(201);
    core.tag("v1.0.0", first);

    // When
    push("tag", "core", "refs/tags/v1.0.0", first, List.of());

    // Then
    assertThat(answers("tag", 1).getFirst().message())
        .isInstanceOfSatisfying(
            ManifestIndexed.class,
            indexed -> {
              assertThat(indexed.commit()).isEqualTo(first);
              assertThat(indexed.repo()).hasToString(owner + "/core:main");
              assertThat(indexed.starts()).containsExactly("release");
            });
    repository("core").body("commit", equalTo(head));
  }

  @Test
  void a_record_that_is_no_trigger_is_set_aside_and_the_next_one_is_answered() throws Exception {
    // Given
    String key = owner + "/core";
    producer
        .send(
            new ProducerRecord<>(
                Topics.TRIGGERS.name(), key, "poison".getBytes(StandardCharsets.UTF_8)))
        .get();

    // When
    push("after-poison", "core", "refs/heads/main", "1".repeat(40), List.of());

    // Then
    assertThat(answers("after-poison", 1)).hasSize(1);
    try (Topic letters = new Topic(servers, Topics.DEAD_LETTERS)) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> letters.records().stream().anyMatch(record -> key.equals(record.key())));
    }
  }

  private static String nightly(String cron) {
    return "version: '1'\nworkflows: { nightly: { on: { schedule: '%s' }, steps: [ls] } }\n"
        .formatted(cron);
  }

  /// What each message about the repository so far says it schedules, oldest first.
  private List<String> schedulesOf(String name) {
    return manifests.messages(Topics.MANIFESTS).stream()
        .map(Received::message)
        .filter(message -> message.repo().fullName().equals(owner + "/" + name))
        .flatMap(message -> Objects.requireNonNull(message.schedules()).stream())
        .map(Scheduled::cron)
        .toList();
  }
}
