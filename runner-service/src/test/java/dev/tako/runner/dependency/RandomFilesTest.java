package dev.tako.runner.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Json;
import dev.tako.runner.dependency.DependencyUpdate.Done;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/// Files of any shape: only the version's bytes differ afterwards, the file is still one of its
/// kind, and going back gives the file as it was.
final class RandomFilesTest {
  private static final String OLD = "1.2.3";
  private static final List<String> SPACES = List.of("", " ", "\n", "\t ", "\r\n  ");
  private static final List<String> WORDS =
      List.of("core", "core-x", "kern-\u00e4", "version", "1.2.3", "a.b", "\u6771", "dependencies");

  @TempDir Path work;

  @ParameterizedTest
  @ValueSource(strings = {"package.json", "pom.xml", "Cargo.toml", "go.mod", "requirements.txt"})
  void only_the_bytes_of_the_version_differ(String file) throws Exception {
    long seed = System.nanoTime();
    for (int round = 0; round < 150; round++) {
      Random random = new Random(seed + round);
      String text = text(file, random);
      byte[] before = text.replace("\u00a7", version(file, OLD)).getBytes(StandardCharsets.UTF_8);
      String next = "%d.%d.0-rc.%d".formatted(random.nextInt(2), random.nextInt(99), round);
      Files.write(work.resolve(file), before);

      // When
      DependencyUpdate.Outcome outcome = DependencyUpdate.of(work, "core", next);

      // Then
      String told = "seed %d, %s:\n%s".formatted(seed + round, file, text);
      assertThat(outcome).as(told).isInstanceOf(Done.class);
      String expected = text.replace("\u00a7", version(file, next));
      assertThat(Files.readString(work.resolve(file))).as(told).isEqualTo(expected);
      parse(file, expected);
      var _ = DependencyUpdate.of(work, "core", OLD);
      assertThat(Files.readAllBytes(work.resolve(file))).as(told).isEqualTo(before);
    }
  }

  private static String version(String file, String version) {
    return file.equals("go.mod") ? "v" + version : version;
  }

  private static void parse(String file, String text) throws Exception {
    if (file.equals("package.json")) {
      assertThat(Json.MAPPER.readTree(text).isObject()).isTrue();
    } else if (file.equals("pom.xml")) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(text)));
    }
  }

  /// A file whose versions of `core` are written as a section sign.
  private static String text(String file, Random random) {
    return switch (file) {
      case "package.json" -> json(random);
      case "pom.xml" -> pom(random);
      case "Cargo.toml" -> cargo(random);
      case "go.mod" ->
          lines(
              random,
              "module x\nrequire (\n",
              "\tx.org/acme/core \u00a7%s\n",
              other -> "\tx.org/acme/" + other.replaceAll("[^a-z-]", "z") + "z v1.2.3\n",
              List.of("", " // indirect", "  // 1.2.3"),
              ")\n");
      default ->
          lines(
              random,
              "# core==1.2.3\n",
              "core==\u00a7%s\n",
              other -> other.replaceAll("[^a-z-]", "z") + "z==1.2.3\n",
              List.of("", " # 1.2.3", " ; python_version > '3.8'"),
              "");
    };
  }

  private static String json(Random random) {
    List<String> sections = new ArrayList<>();
    for (String section : List.of("dependencies", "devDependencies", "scripts")) {
      List<String> entries = new ArrayList<>();
      for (String other : some(random)) {
        if (!other.equals("core")) {
          entries.add(
              json(random, "\"%s\"", other, "\"%s\"", random.nextBoolean() ? OLD : "\\\"}\\\\"));
        }
      }
      boolean script = section.equals("scripts");
      entries.add(
          json(
              random,
              "\"%s\"",
              "core",
              "\"%s\"",
              script ? OLD : pick(random, "^", "~", "") + "\u00a7"));
      sections.add(
          json(random, "\"%s\"", section, "{%s}", String.join("," + space(random), entries)));
    }
    sections.add(
        "\"version\":"
            + space(random)
            + "\"1.2.3\", \"n\": [1, -2e3, true, null, {\"core\": \"1.2.3\"}]");
    return space(random) + "{" + String.join("," + space(random), sections) + "}" + space(random);
  }

  private static String json(Random random, String key, String k, String value, String v) {
    return space(random)
        + key.formatted(k)
        + space(random)
        + ":"
        + space(random)
        + value.formatted(v)
        + space(random);
  }

  private static String pom(Random random) {
    StringBuilder pom =
        new StringBuilder("<?xml version='1.0'?>" + space(random) + "<project x='>'>");
    pom.append("<artifactId>core</artifactId><version>1.2.3</version><dependencies>");
    for (String other : some(random)) {
      pom.append(dependency(random, "g", other.equals("core") ? "other" : other, OLD));
      pom.append(random.nextBoolean() ? "<!-- <version>1.2.3</version> > -->" : space(random));
    }
    boolean property = random.nextBoolean();
    pom.append(dependency(random, "g", "core", property ? "${v}" : "\u00a7"));
    pom.append("</dependencies>" + space(random) + "<properties><w>1.2.3</w>");
    pom.append("<v>" + space(random) + (property ? "\u00a7" : OLD) + "</v></properties></project>");
    return pom.toString();
  }

  private static String dependency(Random random, String group, String artifact, String version) {
    return "<dependency>%s<groupId>%s</groupId>%s<artifactId>%s</artifactId><version>%s%s%s</version><scope/>%s</dependency>"
        .formatted(
            space(random),
            group,
            space(random),
            artifact,
            space(random),
            version,
            space(random),
            space(random));
  }

  private static String cargo(Random random) {
    StringBuilder toml = new StringBuilder("[package]\nname = 'core'\nversion = \"1.2.3\"\n");
    toml.append("description = \"\"\"\n[dependencies]\ncore = \"1.2.3\"\n\"\"\"\n[dependencies]\n");
    for (String other : some(random)) {
      if (!other.equals("core")) {
        toml.append("\"" + other + "\" = { version = \"1.2.3\" } # core = \"1.2.3\"\n");
      }
    }
    toml.append(
        pick(
            random,
            "core = \"\u00a7\"\n",
            "core = '^\u00a7' # 1.2.3\n",
            "core = { features = [\"1.2.3\", '['], version = \"=\u00a7\" }\n",
            "\"core\"  .  version=\"~\u00a7\"\r\n"));
    return toml + "[[bin]]\ncore = \"1.2.3\"\n";
  }

  private static String lines(
      Random random,
      String head,
      String wanted,
      UnaryOperator<String> other,
      List<String> ends,
      String tail) {
    StringBuilder lines = new StringBuilder(head);
    some(random).forEach(word -> lines.append(other.apply(word)));
    lines.append(wanted.formatted(ends.get(random.nextInt(ends.size()))));
    some(random).forEach(word -> lines.append(other.apply(word)));
    return lines + tail;
  }

  private static List<String> some(Random random) {
    return WORDS.stream().filter(_ -> random.nextBoolean()).toList();
  }

  private static String space(Random random) {
    return SPACES.get(random.nextInt(SPACES.size()));
  }

  private static String pick(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
