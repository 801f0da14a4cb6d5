package dev.tako.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tako.contract.kafka.Clients;
import dev.tako.dev.git.GitOrigin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BuiltInsTest {
  private static final String SECRET = "hunter2-never-told-" + System.nanoTime();

  @Test
  void a_released_library_reaches_its_user_by_checkout_and_update_and_the_secret_is_never_told()
      throws Exception {
    // Given
    Tako tako = Tako.shared();
    Path secrets = Files.createDirectories(tako.system.folder().resolve("secrets/builtins"));
    Files.writeString(secrets.resolve("PUSH_TOKEN"), SECRET + "\n");
    tako.repository(
        "builtins/core",
        """
        workflows:
          release:
            on: [exec]
            inputs: { version: { required: true } }
            steps:
              - uses: tako/fan-out@v1
                with: { event_type: core_released, payload: { version: "{{ .inputs.version }}" } }
        """);
    GitOrigin app =
        tako.repository(
            "builtins/app",
            """
            subscriptions:
              - { artifact: "builtins/core:default", events: [core_released], workflow: update, inputs: { version: "{{ .event.payload.version }}" } }
            workflows:
              update:
                on: [exec]
                inputs: { version: { required: true } }
                secrets: [PUSH_TOKEN]
                steps:
                  - { id: back, uses: tako/checkout@v1, with: { ref: v1 } }
                  - { id: was, run: cat package.json, produces: { outputs: { text: from_stdout } } }
                  - { id: main, uses: tako/checkout@v1, with: { ref: main } }
                  - id: update
                    uses: tako/update-dependency@v1
                    with: { name: "@builtins/core", version: "{{ .inputs.version }}" }
                  - id: push
                    if: steps.update.changed == "true"
                    run: |
                      echo "token $TOKEN for {{ .steps.update.files }}"
                      echo "told=$TOKEN" >> $TAKO_OUTPUT
                      git -c user.name=a -c user.email=a@b.c commit -qam "core {{ .inputs.version }}, key ${#TOKEN}"
                      git push -q origin HEAD:main
                    env: { TOKEN: PUSH_TOKEN }
            """);
    String first =
        app.push(GitOrigin.MAIN, "Use core", Map.of("package.json", packageJson("^1.0.0")));
    app.tag("v1", first);
    app.push(GitOrigin.MAIN, "Use a newer core", Map.of("package.json", packageJson("^1.1.0")));
    assertThat(tako.graph().post("/api/v1/repositories/builtins/app/sync", Map.of()).status())
        .isLessThan(300);

    // When
    String run = tako.coordinator().start("builtins/core", "release", Map.of("version", "1.4.0"));
    JsonNode tree = tako.ended(run);

    // Then
    assertThat(tree.path("status").asText()).as(tako.history(run)).isEqualTo("completed");
    JsonNode steps = Tako.execution(tree, "builtins/app", "update").path("steps");
    assertThat(steps.path(0).path("outputs").path("commit").asText()).isEqualTo(first);
    assertThat(steps.path(1).path("outputs").path("text").asText())
        .isEqualTo(packageJson("^1.0.0").strip());
    JsonNode updated = steps.path(3).path("outputs");
    assertThat(updated.path("changed").asText()).isEqualTo("true");
    assertThat(updated.path("previous_version").asText()).isEqualTo("1.1.0");
    assertThat(updated.path("files").asText()).isEqualTo("package.json");
    assertThat(steps.path(4).path("outputs").path("told").asText()).isEqualTo("***");
    String head = app.head(GitOrigin.MAIN);
    assertThat(app.file(head, "package.json")).contains(packageJson("^1.4.0"));
    assertThat(app.messages(GitOrigin.MAIN).getFirst())
        .isEqualTo("core 1.4.0, key " + SECRET.length());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            tako.coordinator()
                .get("/api/v1/runs/" + run + "/logs")
                .body()
                .toString()
                .contains("token *** for package.json"));
    assertThat(topicsWith(tako, SECRET)).isEmpty();
    assertThat(topicsWith(tako, "token *** for package.json")).containsExactly("tako.logs");
    assertThat(tablesWith(tako, SECRET)).isEmpty();
    assertThat(tablesWith(tako, "token *** for package.json")).isNotEmpty();
    assertThat(filesWith(tako.system.folder().resolve("logs"), SECRET)).isEmpty();
  }

  private static String packageJson(String requirement) {
    return "{\n  \"dependencies\": { \"@builtins/core\": \"" + requirement + "\" }\n}\n";
  }

  /// The topics that hold the text in a key, a value or a header.
  private static List<String> topicsWith(Tako tako, String text) {
    List<String> found = new ArrayList<>();
    try (var consumer = new Clients(tako.system.bootstrapServers(), "searcher").watcher()) {
      List<TopicPartition> partitions =
          consumer.listTopics().entrySet().stream()
              .filter(topic -> topic.getKey().startsWith("tako."))
              .flatMap(topic -> topic.getValue().stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          byte[] value = record.value() == null ? new byte[0] : record.value();
          String all = record.key() + record.headers() + new String(value, StandardCharsets.UTF_8);
          if (all.contains(text) && !found.contains(record.topic())) {
            found.add(record.topic());
          }
        }
      }
    }
    return found;
  }

  private static List<String> tablesWith(Tako tako, String text) throws SQLException {
    List<String> found = new ArrayList<>();
    String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    try (Connection database = DriverManager.getConnection(tako.system.jdbcUrl());
        Statement statement = database.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('coordinator', 'graph')")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      assertThat(tables).hasSizeGreaterThan(5);
      for (String table : tables) {
        try (ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
          while (rows.next()) {
            String row = rows.getString(1); // bytes are in hex
            if ((row.contains(text) || row.contains(hex)) && !found.contains(table)) {
              found.add(table);
            }
          }
        }
      }
    }
    return found;
  }

  private static List<Path> filesWith(Path folder, String text) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).isNotEmpty();
      List<Path> found = new ArrayList<>();
      for (Path file : all) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          found.add(file);
        }
      }
      return found;
    }
  }
}
