package dev.tako.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushTest {

  @ParameterizedTest
  @CsvSource({
    "main, main, true",
    "main, mains, false",
    "release/*, release/1.0, true",
    "release/*, release/1/0, false",
    "release/**, release/1/0, true",
    "src/**, src/a/b.java, true",
    "src/**, src, false",
    "**/*.java, A.java, true",
    "**/*.java, a/b/C.java, true",
    "a/**/b, a/b, true",
    "a/**/b, a/x/y/b, true",
    "a/**/b, a/xb, false",
    "**, a/b, true",
    "v?, v1, true",
    "v?, v12, false",
    "*, a/b, false",
    "a.b, axb, false",
    "'', '', true"
  })
  void a_pattern_matches_whole_texts(String pattern, String text, boolean matches) {
    assertThat(Glob.matches(pattern, text)).isEqualTo(matches);
  }

  @Test
  void a_pattern_of_many_stars_is_matched_in_no_time() {
    assertThat(Glob.matches("*a".repeat(200) + "c", "a".repeat(2_000))).isFalse();
  }

  @Test
  void the_last_pattern_that_matches_decides() {
    Push push = new Push(List.of("release/**", "!release/old/**"), List.of(), List.of());

    assertThat(push.matchesBranch("release/1")).isTrue();
    assertThat(push.matchesBranch("release/old/1")).isFalse();
    assertThat(new Push(List.of("!main"), List.of(), List.of()).matchesBranch("x")).isTrue();
  }

  @Test
  void a_push_without_patterns_means_every_branch_and_no_tag() {
    Push push = new Push(List.of(), List.of(), List.of());

    assertThat(push.matchesBranch("any")).isTrue();
    assertThat(push.matchesTag("v1")).isFalse();
    assertThat(push.matchesPaths(List.of())).isTrue();
  }

  @Test
  void a_push_of_tags_means_no_branch() {
    Push push = new Push(List.of(), List.of("v*"), List.of("src/**"));

    assertThat(push.matchesBranch("main")).isFalse();
    assertThat(push.matchesTag("v1")).isTrue();
    assertThat(push.matchesPaths(List.of("README.md"))).isFalse();
    assertThat(push.matchesPaths(List.of("README.md", "src/a"))).isTrue();
  }
}
