package dev.tako.runner.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MaskingTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          hunter2,          the hunter2 ran,     the *** ran
          hunter2,          hunter2hunter2,      ******
          hunter2,          hunter,              hunter
          hunter2;hunter22, a hunter22 b,        a *** b
          abcdef;defxyz,    -abcdefxyz-,         -***-
          aaaa,             aaaaaaaaaa b,        *** b
          a,                banana,              b***n***n***
          ab;bc;cd,         xabcdx,              x***x
          nothing,          '',                  ''
          """)
  void secrets_are_masked_also_where_they_overlap(String secrets, String text, String masked) {
    assertThat(Masking.of(List.of(secrets.split(";"))).apply(text)).isEqualTo(masked);
  }

  @Test
  void one_of_several_lines_is_masked_line_by_line() {
    Masking masking = Masking.of(List.of("{\n  \"key\": \"abc\",\r\n  x\n}\n", "p\nq"));

    assertThat(masking.apply("got \"key\": \"abc\", { x } and p, q"))
        .isEqualTo("got *** { x } and ***, ***");
  }

  @Test
  void nothing_is_masked_where_there_is_no_secret() {
    assertThat(Masking.of(List.of()).apply("a text")).isEqualTo("a text");
    assertThat(Masking.of(List.of()).isEmpty()).isTrue();
  }

  @Test
  void a_text_in_pieces_is_masked_as_the_whole_would_be() {
    long seed = System.nanoTime();
    for (int round = 0; round < 3_000; round++) {
      // Given
      Random random = new Random(seed + round);
      List<String> secrets = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(3); i++) {
        secrets.add(letters(random, 1 + random.nextInt(6)));
      }
      Masking masking = Masking.of(secrets);
      String text = letters(random, random.nextInt(60));

      // When
      Masking.Stream stream = masking.stream();
      StringBuilder masked = new StringBuilder();
      for (int at = 0; at < text.length(); ) {
        int end = Math.min(text.length(), at + 1 + random.nextInt(5));
        masked.append(stream.next(text.substring(at, end)));
        at = end;
      }
      masked.append(stream.end());

      // Then
      String told = "seed " + (seed + round) + " " + secrets + " " + text;
      assertThat(masked.toString()).as(told).isEqualTo(masking.apply(text));
      assertThat(secrets).as(told).noneMatch(secret -> masked.indexOf(secret) >= 0);
      assertThat(masked.toString().replace("***", ""))
          .as(told)
          .hasSize((int) visible(text, secrets));
    }
  }

  /// How many characters of the text belong to no secret.
  private static long visible(String text, List<String> secrets) {
    boolean[] hidden = new boolean[text.length()];
    for (String secret : secrets) {
      for (int i = text.indexOf(secret); i >= 0; i = text.indexOf(secret, i + 1)) {
        for (int k = i; k < i + secret.length(); k++) {
          hidden[k] = true;
        }
      }
    }
    long visible = 0;
    for (boolean each : hidden) {
      visible += each ? 0 : 1;
    }
    return visible;
  }

  private static String letters(Random random, int length) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < length; i++) {
      letters.append((char) ('a' + random.nextInt(3)));
    }
    return letters.toString();
  }
}
