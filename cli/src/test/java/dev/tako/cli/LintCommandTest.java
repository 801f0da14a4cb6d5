package dev.tako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.cli.http.Api;
import dev.tako.cli.terminal.Terminal;
import dev.tako.manifest.lint.Rule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {
  private static final String GOOD = "version: \"1\"\nworkflows: { w: { steps: [ls] } }\n";
  private static final String DOUBTFUL = GOOD + "artifacts:\n  lib: {}\n";
  private static final String WRONG = GOOD + "colour: red\nx: y\n";

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int tako(String... arguments) {
    Terminal terminal = Terminal.plain(new PrintStream(out, true, StandardCharsets.UTF_8));
    Session session = new Session(terminal, Map.of(), Optional.empty());
    return TakoCli.run(TakoCli.commandLine(session, _ -> 0), arguments);
  }

  private String shown() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String manifest(String name, String text) throws IOException {
    Path file = folder.resolve(name).resolve("tako.yml");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  @Test
  void a_warning_is_shown_with_its_line_and_fails_only_when_strict() throws IOException {
    // Given
    String file = manifest("a", DOUBTFUL);

    // When
    int lenient = tako("lint", file);
    int strict = tako("lint", "--strict", file);

    // Then
    assertThat(lenient).isZero();
    assertThat(strict).isEqualTo(1);
    assertThat(shown())
        .startsWith(
            file
                + """
                :4:3: warning: no step produces the artifact 'lib', so that it never has an event
                  at artifacts.lib
                  4 |   lib: {}
                    |   ^
                  hint: write `produces: { artifact: lib }` in the step that makes it
                  rule: artifact-without-step
                ! \
                """
                + file
                + ": 1 problem\n");
  }

  @Test
  void a_good_manifest_passes_strictly() throws IOException {
    String file = manifest("a", GOOD);

    assertThat(tako("lint", "--strict", file)).isZero();
    assertThat(shown()).isEqualTo("✓ " + file + "\n");
  }

  @Test
  void every_problem_of_an_invalid_manifest_is_shown_and_refused() throws IOException {
    String file = manifest("a", WRONG);

    assertThat(tako("lint", file)).isEqualTo(2);
    assertThat(tako("validate", file)).isEqualTo(2);
    assertThat(shown()).contains(":3:1: error: unknown key 'colour'", ":4:1: error: ");
    assertThat(shown()).contains("✗ " + file + ": 2 problems");
  }

  @Test
  void validate_does_not_warn() throws IOException {
    assertThat(tako("validate", manifest("a", DOUBTFUL))).isZero();
    assertThat(shown()).startsWith("✓");
  }

  @Test
  void all_manifests_below_a_folder_are_reported_as_json() throws IOException {
    // Given
    manifest("a", DOUBTFUL);
    manifest("b", WRONG);

    // When
    int code = tako("lint", "--output", "json", folder.toString());

    // Then
    assertThat(code).isEqualTo(2);
    JsonNode files = Api.JSON.readTree(shown());
    assertThat(files).hasSize(2);
    assertThat(files.at("/0/valid").asBoolean()).isTrue();
    assertThat(files.at("/0/problems/0/rule").asText()).isEqualTo("artifact-without-step");
    assertThat(files.at("/0/problems/0/severity").asText()).isEqualTo("warning");
    assertThat(files.at("/1/valid").asBoolean()).isFalse();
    assertThat(files.at("/1/problems/0/line").asInt()).isEqualTo(3);
    assertThat(files.at("/1/problems/1/line").asInt()).isEqualTo(4);
  }

  @Test
  void a_report_in_sarif_has_rules_and_results_with_regions() throws IOException {
    // Given
    String doubtful = manifest("a b", DOUBTFUL);
    manifest("c", WRONG);

    // When
    int code = tako("lint", "-o", "sarif", folder.toString());

    // Then
    assertThat(code).isEqualTo(2);
    JsonNode log = Api.JSON.readTree(shown());
    assertThat(log.path("version").asText()).isEqualTo("2.1.0");
    assertThat(log.path("runs")).hasSize(1);
    JsonNode driver = log.at("/runs/0/tool/driver");
    assertThat(driver.path("name").asText()).isEqualTo("tako");
    List<String> ids = new ArrayList<>();
    driver.path("rules").forEach(rule -> ids.add(rule.path("id").asText()));
    assertThat(ids).hasSize(Rule.values().length + 1).doesNotHaveDuplicates();
    JsonNode results = log.at("/runs/0/results");
    assertThat(results).hasSize(3);
    for (JsonNode result : results) {
      String id = result.path("ruleId").asText();
      assertThat(ids.get(result.path("ruleIndex").asInt())).isEqualTo(id);
      assertThat(result.path("level").asText()).isIn("error", "warning");
      assertThat(result.at("/message/text").asText()).isNotBlank();
      JsonNode physical = result.at("/locations/0/physicalLocation");
      assertThat(physical.at("/region/startLine").asInt()).isPositive();
      assertThat(physical.at("/region/startColumn").asInt()).isPositive();
    }
    assertThat(results.at("/0/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo(Path.of(doubtful).toUri().toString());
    assertThat(results.at("/0/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(4);
  }

  @Test
  void a_clean_report_in_sarif_has_no_results() throws IOException {
    assertThat(tako("validate", "-o", "sarif", manifest("a", GOOD))).isZero();
    JsonNode results = Api.JSON.readTree(shown()).at("/runs/0/results");
    assertThat(results.isArray()).isTrue();
    assertThat(results).isEmpty();
  }

  @Test
  void a_folder_without_a_manifest_is_refused() {
    assertThat(tako("lint", folder.toString())).isEqualTo(2);
  }
}
