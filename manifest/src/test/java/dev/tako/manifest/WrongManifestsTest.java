package dev.tako.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    ParseResult result = ManifestParser.parse("tako.yml", wrong.manifest());

    // Then
    assertThat(result.manifest()).isNull();
    assertThat(result.problems()).extracting(WrongManifestsTest::line).isEqualTo(wrong.problems());
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
