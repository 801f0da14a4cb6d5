package dev.tako.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileManifestTest {

  private static String only(String text) {
    return only(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String only(byte[] content) {
    ParseResult result = ManifestParser.parse("tako.yml", content);
    assertThat(result.manifest()).isNull();
    assertThat(result.problems()).hasSize(1);
    return result.problems().getFirst().toString();
  }

  @Test
  void more_than_a_mebibyte_is_refused() {
    assertThat(only("#".repeat((1 << 20) + 1)))
        .isEqualTo("tako.yml:1:1: expected at most 1 MiB, found 1048577 bytes");
  }

  @Test
  void what_is_not_utf_8_is_refused_with_its_place() {
    assertThat(only(new byte[] {'a', ':', '\n', ' ', (byte) 0xc3, '('}))
        .isEqualTo("tako.yml:2:2: expected UTF-8, found the byte 0xc3");
  }

  @Test
  void more_than_fifty_levels_are_refused() {
    assertThat(only("version: '1'\nx-a: " + "[".repeat(60) + "]".repeat(60)))
        .isEqualTo("tako.yml:2:55: expected at most 50 levels, found more");
    assertThat(only("a: " + "[".repeat(500_000))).contains("expected at most 50 levels");
  }

  @Test
  void more_than_fifty_aliases_are_refused() {
    assertThat(only("version: &v '1'\nx-a: [" + "*v,".repeat(51) + "]"))
        .isEqualTo("tako.yml:2:157: expected at most 50 aliases, found more");
  }

  @Test
  void aliases_that_multiply_are_refused() {
    // Given
    StringBuilder text = new StringBuilder("version: '1'\nx-0: &a0 [x, x, x, x, x, x]\n");
    for (int i = 1; i <= 10; i++) {
      String before = "*a" + (i - 1);
      text.append("x-").append(i).append(": &a").append(i).append(" [");
      text.append((before + ",").repeat(5)).append("]\n");
    }

    // Then
    assertThat(only(text.toString()))
        .isEqualTo(
            "tako.yml:1:1: expected at most 100000 values with all aliases resolved, found more");
  }

  @Test
  void an_anchor_that_holds_itself_is_refused() {
    assertThat(only("version: '1'\nx-a: &a [*a]"))
        .isEqualTo(
            "tako.yml:1:1: expected at most 100000 values with all aliases resolved, found more");
  }

  @Test
  void a_control_character_is_refused_with_its_place() {
    assertThat(only("version: '1'\nx-a: a\u0007b"))
        .isEqualTo("tako.yml:2:7: the character U+0007 is not allowed in YAML");
  }

  @Test
  void damaged_manifests_give_problems_and_never_a_fault() {
    // Given
    String good = WrongManifestsTest.resource("everything.yml");
    long seed = 20_261_123;
    Random random = new Random(seed);
    String characters = "{}[]:,&*!|>'\"%@`#-?\n\t $\\(.)x1";
    long begin = System.nanoTime();

    // When
    for (int i = 0; i < 400; i++) {
      StringBuilder damaged = new StringBuilder(good);
      for (int n = random.nextInt(6); n >= 0; n--) {
        int at = random.nextInt(damaged.length());
        switch (random.nextInt(3)) {
          case 0 -> damaged.setCharAt(at, characters.charAt(random.nextInt(characters.length())));
          case 1 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(30)));
          default -> damaged.insert(at, characters.charAt(random.nextInt(characters.length())));
        }
      }
      ParseResult result = ManifestParser.parse("tako.yml", damaged.toString());

      // Then
      assertThat(result.isValid())
          .as("seed %d, round %d", seed, i)
          .isEqualTo(result.problems().stream().noneMatch(p -> p.severity() == Severity.ERROR));
      result.problems().forEach(problem -> problem.render(damaged.toString()));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
  }
}
