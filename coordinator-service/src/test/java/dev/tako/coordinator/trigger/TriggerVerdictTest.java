package dev.tako.coordinator.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tako.contract.ManifestMessage.ManifestIndexed;
import dev.tako.contract.ManifestMessage.ManifestRejected;
import dev.tako.contract.ManifestMessage.TriggerIgnored;
import dev.tako.contract.ManifestProblem;
import dev.tako.contract.RunId;
import dev.tako.contract.Trigger.Pushed;
import dev.tako.coordinator.trigger.TriggerVerdict.Settled;
import dev.tako.coordinator.trigger.TriggerVerdict.Start;
import dev.tako.coordinator.trigger.TriggerVerdict.Untriggered;
import dev.tako.manifest.RepositoryRef;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriggerVerdictTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:15:00Z");
  private static final String COMMIT = "1a2b3c4d".repeat(5);
  private static final RepositoryRef CORE = RepositoryRef.parse("acme/core");
  private static final RepositoryRef CORE_MAIN = RepositoryRef.parse("acme/core:main");
  private static final ManifestProblem PROBLEM =
      new ManifestProblem("acme/core:main", "tako.yml", 3, 1, "workflows", "wrong", null, null);

  @Test
  void a_repository_that_was_only_synced_starts_nothing() {
    // Given
    ManifestIndexed message =
        new ManifestIndexed(CORE_MAIN, COMMIT, null, List.of("release"), null, AT);

    // When
    TriggerVerdict verdict = TriggerVerdict.of(message);

    // Then
    assertThat(verdict).isEqualTo(new Untriggered());
  }

  @Test
  void each_workflow_that_listens_is_started_once_at_the_pushed_commit() {
    // Given
    ManifestIndexed message =
        new ManifestIndexed(
            CORE_MAIN, COMMIT, pushed("d1"), List.of("release", "check", "release"), null, AT);

    // When
    TriggerVerdict verdict = TriggerVerdict.of(message);

    // Then
    assertThat(verdict)
        .asInstanceOf(type(Start.class))
        .satisfies(start -> {
          assertThat(start.requests())
              .extracting(RunRequest::workflow)
              .containsExactly("release", "check");
          assertThat(start.requests())
              .allSatisfy(request -> {
                assertThat(request.repo()).isEqualTo(CORE_MAIN);
                assertThat(request.commit()).isEqualTo(COMMIT);
                assertThat(request.inputs()).isEmpty();
                assertThat(request.requestedBy()).isEqualTo("push acme/core@1a2b3c4");
                assertThat(request.at()).isEqualTo(AT);
              });
          assertThat(start.requests().getFirst().key())
              .isEqualTo(new DeliveryKey("github:d1/release"));
        });
  }

  @Test
  void the_same_delivery_gives_the_same_run_ids_and_another_delivery_others() {
    // Given
    ManifestIndexed once = indexed("d1");
    ManifestIndexed again = indexed("d1");
    ManifestIndexed another = indexed("d2");

    // When
    List<RunId> ids = runIds(once);

    // Then
    assertThat(runIds(again)).isEqualTo(ids);
    assertThat(runIds(another)).doesNotContainAnyElementsOf(ids);
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void a_message_about_no_branch_is_about_the_branch_that_was_pushed() {
    // Given
    ManifestIndexed message =
        new ManifestIndexed(CORE, COMMIT, pushed("d1"), List.of("release"), null, AT);

    // When
    TriggerVerdict verdict = TriggerVerdict.of(message);

    // Then
    assertThat(verdict)
        .asInstanceOf(type(Start.class))
        .satisfies(start -> assertThat(start.requests().getFirst().repo()).isEqualTo(CORE_MAIN));
  }

  @Test
  void a_push_nobody_listens_to_a_broken_manifest_and_a_stranger_are_settled() {
    // Given
    Pushed trigger = pushed("d1");

    // When
    TriggerOutcome nothing =
        settled(
            TriggerVerdict.of(
                new ManifestIndexed(CORE_MAIN, COMMIT, trigger, List.of(), null, AT)));
    TriggerOutcome rejected =
        settled(
            TriggerVerdict.of(
                new ManifestRejected(
                    CORE_MAIN, COMMIT, trigger, "tako.yml has 1 error", List.of(PROBLEM), null)));
    TriggerOutcome ignored =
        settled(TriggerVerdict.of(new TriggerIgnored(CORE, trigger, "not registered", null)));

    // Then
    assertThat(nothing.outcome()).isEqualTo(TriggerOutcome.Kind.NOTHING);
    assertThat(nothing.reason()).contains("refs/heads/main");
    assertThat(rejected.outcome()).isEqualTo(TriggerOutcome.Kind.REJECTED);
    assertThat(rejected.problems()).containsExactly(PROBLEM);
    assertThat(ignored.outcome()).isEqualTo(TriggerOutcome.Kind.IGNORED);
    assertThat(ignored.reason()).isEqualTo("not registered");
  }

  @Test
  void a_trigger_is_refused_only_when_all_its_workflows_are() {
    // Given
    RunId first = RunId.of(AT, 1);
    RunId second = RunId.of(AT, 2);
    WorkflowResult started = WorkflowResult.started("check", first);
    WorkflowResult refused =
        new WorkflowResult("release", second, "circular dependency", List.of(PROBLEM));

    // When
    TriggerOutcome both = TriggerOutcome.planned(pushed("d1"), COMMIT, List.of(started, refused));
    TriggerOutcome one = TriggerOutcome.planned(pushed("d1"), COMMIT, List.of(refused));
    TriggerOutcome none = TriggerOutcome.planned(pushed("d1"), COMMIT, List.of(started));

    // Then
    assertThat(both.outcome()).isEqualTo(TriggerOutcome.Kind.STARTED);
    assertThat(both.reason()).isEqualTo("release: circular dependency");
    assertThat(both.runs()).containsExactly(first, second);
    assertThat(one.outcome()).isEqualTo(TriggerOutcome.Kind.REFUSED);
    assertThat(one.problems()).containsExactly(PROBLEM);
    assertThat(none.reason()).isNull();
  }

  private static ManifestIndexed indexed(String delivery) {
    return new ManifestIndexed(
        CORE_MAIN, COMMIT, pushed(delivery), List.of("release", "check"), null, AT);
  }

  private static Pushed pushed(String delivery) {
    return new Pushed(
        "github:" + delivery, CORE, "refs/heads/main", COMMIT, List.of("pom.xml"), AT);
  }

  private static List<RunId> runIds(ManifestIndexed message) {
    return ((Start) TriggerVerdict.of(message)).requests().stream().map(RunRequest::id).toList();
  }

  private static TriggerOutcome settled(TriggerVerdict verdict) {
    return ((Settled) verdict).outcome();
  }
}
