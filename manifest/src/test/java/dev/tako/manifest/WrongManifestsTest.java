package dev.tako.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The manifests of `wrong-manifests.txt`, each with every problem it must show.
class WrongManifestsTest {

  record Wrong(String name, String manifest, List<String> problems) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Wrong> manifests() {
    List<Wrong> all = new ArrayList<>();
    for (String block : resource("wrong-manifests.txt").split("(?m)^=== ")) {
      if (block.startsWith("#")) {
        continue;
      }
      StringBuilder manifest = new StringBuilder();
      List<String> problems = new ArrayList<>();
      block
          .lines()
          .skip(1)
          .forEach(line -> {
            if (line.startsWith("! ")) {
              problems.add(line.substring(2));
            } else {
              manifest.append(line.replace('→', '\t')).append('\n');
            }
          });
      all.add(new Wrong(block.lines().findFirst().orElseThrow(), manifest.toString(), problems));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void every_problem_is_found_in_one_pass_with_its_place(Wrong wrong) {
    // When
    ParseResult result = ManifestParser.parse("tako.yml", bytes(wrong.manifest()));

    // Then
    assertThat(result.manifest()).isNull();
    assertThat(result.problems()).extracting(WrongManifestsTest::line).isEqualTo(wrong.problems());
  }

  /// Those that are YAML and a map at all.
  static List<Wrong> maps() {
    return manifests().stream()
        .filter(wrong ->
            wrong.problems().stream()
                .noneMatch(problem -> problem.contains(" |  | ex") || problem.contains(" |  | th")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("maps")
  void none_stops_at_the_first_problem(Wrong wrong) {
    // Given
    String longer = wrong.manifest() + "zz_top: 1\n";

    // When
    ParseResult result = ManifestParser.parse("tako.yml", bytes(longer));

    // Then
    List<String> expected = new ArrayList<>(wrong.problems());
    long line = wrong.manifest().lines().count() + 1;
    expected.add(
        line
            + ":1 | zz_top | unknown key 'zz_top' | known are "
            + String.join(", ", ManifestParser.KEYS));
    assertThat(result.problems())
        .extracting(WrongManifestsTest::line)
        .containsExactlyElementsOf(expected);
  }

  @Test
  void there_are_many() {
    assertThat(manifests()).hasSizeGreaterThanOrEqualTo(150);
    assertThat(manifests()).extracting(Wrong::name).doesNotHaveDuplicates();
  }

  /// The text in UTF-8, with `«ff»` as the byte 0xff.
  private static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher raw = Pattern.compile("«([0-9a-f]{2})»").matcher(text);
    int at = 0;
    while (raw.find()) {
      bytes.writeBytes(text.substring(at, raw.start()).getBytes(StandardCharsets.UTF_8));
      bytes.write(Integer.parseInt(raw.group(1), 16));
      at = raw.end();
    }
    bytes.writeBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static String line(Problem p) {
    String hint = p.hint() == null ? "" : " | " + p.hint();
    return p.line() + ":" + p.column() + " | " + p.path() + " | " + p.message() + hint;
  }

  static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(WrongManifestsTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
