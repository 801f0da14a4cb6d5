package dev.tako.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefsTest {

  @Test
  void a_branch_may_contain_a_slash() {
    RepositoryRef ref = RepositoryRef.parse("acme/lib.java:feature/a-b");

    assertThat(ref).isEqualTo(new RepositoryRef("acme", "lib.java", "feature/a-b"));
    assertThat(ref.fullName()).isEqualTo("acme/lib.java");
    assertThat(ref).hasToString("acme/lib.java:feature/a-b");
    assertThat(RepositoryRef.parse("acme/lib").withBranch("main")).hasToString("acme/lib:main");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lib",
        "a/b/c",
        "acme/",
        "/lib",
        "acme/..",
        "acme/lib:",
        "acme/lib:a b",
        "acme/lib:-x",
        "a b/c"
      })
  void what_is_no_repository_is_refused(String text) {
    assertThatThrownBy(() -> RepositoryRef.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected a ")
        .hasMessageContaining("found '");
  }

  @Test
  void an_artifact_has_a_repository_and_a_name() {
    assertThat(ArtifactRef.parse("acme/proto:api"))
        .isEqualTo(new ArtifactRef("acme", "proto", "api"));
    assertThat(ArtifactRef.parse("acme/proto:api")).hasToString("acme/proto:api");
    assertThatThrownBy(() -> ArtifactRef.parse("acme/proto"))
        .hasMessage("expected an artifact as owner/repo:artifact, found 'acme/proto'");
  }

  @ParameterizedTest
  @CsvSource({"90s, PT1M30S", "1h30m, PT1H30M", "500ms, PT0.5S", "2d, PT48H", "60m, PT1H"})
  void durations_are_read(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "1h 30m", "-1s", "1.5h", "1w"})
  void what_is_no_duration_is_refused(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .hasMessage("expected a duration such as 90s, 10m or 1h30m, found '" + text + "'");
  }

  @Test
  void a_duration_of_nothing_is_refused() {
    assertThatThrownBy(() -> Durations.parse("0s"))
        .hasMessage("expected a duration longer than nothing, found '0s'");
  }

  @Test
  void the_wait_between_attempts_doubles_up_to_its_limit() {
    Retry retry = new Retry(5, Duration.ofSeconds(1), Duration.ofSeconds(3));

    assertThat(retry.delayAfter(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(retry.delayAfter(2)).isEqualTo(Duration.ofSeconds(2));
    assertThat(retry.delayAfter(3)).isEqualTo(Duration.ofSeconds(3));
    assertThat(retry.delayAfter(1_000_000)).isEqualTo(Duration.ofSeconds(3));
  }
}
