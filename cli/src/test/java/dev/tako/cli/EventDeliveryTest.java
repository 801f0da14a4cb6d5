package dev.tako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tako.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDeliveryTest {
  private static final String RUN = "exec-20261123-101500-0a1b2c3d";
  private static final String FORECAST = "POST /api/v1/forecast/event";
  private static final String TREE = "acme/proto api_published\n└─ job 1: coordinator";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final TestServer server = start();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  private static String forecast(String certainty, String reason) {
    return """
    {"executions":[{"jobs":[{"steps":[{"events":[
      {"type":"api_published","schemaVersion":"1.2.0","artifact":"acme/proto:api","subscriptions":[
        {"repo":"acme/app:main","index":0,"line":4,"workflow":"check","certainty":"%s","reason":"%s"},
        {"repo":"acme/app:main","index":1,"line":9,"workflow":"check","certainty":"excluded","reason":"it is another"}]}]}]}]}]}
    """
        .formatted(certainty, reason);
  }

  @Test
  void it_asks_what_would_happen_and_delivers_the_event_to_the_one_subscriber() throws IOException {
    // Given
    server.answering(FORECAST, 200, forecast("certain", "it listens"));
    server.answering("POST /api/v1/events", 202, "{\"id\":\"" + RUN + "\"}");
    Path file = folder.resolve("payload.json");
    Files.writeString(file, "{\"version\": \"1.0.0\", \"size\": 3}");

    // When
    int exitCode =
        tako(
            "exec",
            "check",
            "--repo",
            "acme/app",
            "--simulate-event",
            "api_published",
            "--schema-version",
            "1.2.0",
            "--payload",
            "@" + file,
            "--payload",
            "{\"breaking\": true}",
            "--payload.version=1.4.0",
            "--idempotency-key",
            "k1");

    // Then
    assertThat(exitCode).isZero();
    assertThat(output()).startsWith(RUN);
    JsonNode payload = json("{\"version\":\"1.4.0\",\"size\":3,\"breaking\":true}");
    JsonNode question = body(server.requests().getFirst());
    assertThat(question.path("only"))
        .isEqualTo(json("{\"repo\":\"acme/app\",\"workflow\":\"check\"}"));
    assertThat(question.path("payload")).isEqualTo(payload);
    assertThat(server.requests().getLast())
        .startsWith("POST /api/v1/events?repo=acme%2Fapp&workflow=check ");
    JsonNode event = body(server.requests().getLast());
    assertThat(event.path("subject").asText()).isEqualTo("acme/proto:api");
    assertThat(event.path("schemaversion").asText()).isEqualTo("1.2.0");
    assertThat(event.path("id").asText()).isEqualTo("k1");
    assertThat(event.path("data")).isEqualTo(payload);
  }

  @Test
  void an_event_that_would_start_nothing_says_why_and_is_not_delivered() {
    // Given
    server.answering(
        FORECAST,
        200,
        forecast("excluded", "filter event.payload.size > 10 was false: event.payload.size = 3"));

    // When
    Result result =
        errorsOf("exec", "check", "--repo", "acme/app", "--simulate-event", "api_published");

    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.errors())
        .contains("api_published 1.2.0 of acme/proto:api to start check")
        .contains(
            "acme/app:main tako.yml:4 subscriptions[0]: filter event.payload.size > 10 was false: event.payload.size = 3")
        .contains("acme/app:main tako.yml:9 subscriptions[1]: it is another");
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"possible, 0", "excluded, 1"})
  void a_dry_run_shows_the_forecast_and_fails_when_nothing_would_start(
      String certainty, int expected) {
    // Given
    server.answering(FORECAST, 200, forecast(certainty, "because"));
    server.answering(FORECAST, 200, TREE);

    // When
    int exitCode =
        tako(
            "exec",
            "check",
            "--repo",
            "acme/app",
            "--simulate-event",
            "api_published",
            "--dry-run");

    // Then
    assertThat(exitCode).isEqualTo(expected);
    assertThat(output()).contains(TREE);
    assertThat(server.requests()).hasSize(2).allMatch(request -> request.startsWith(FORECAST));
  }

  @Test
  void what_does_not_go_together_is_bad_usage() {
    // When
    Result inputs = errorsOf("exec", "check", "-r", "a/b", "--simulate-event", "x", "--inputs.a=1");
    Result alone = errorsOf("exec", "check", "-r", "a/b", "--payload.a=1");
    Result noJson =
        errorsOf("exec", "check", "-r", "a/b", "--simulate-event", "x", "--payload", "{no");
    Result noFile =
        errorsOf("exec", "check", "-r", "a/b", "--simulate-event", "x", "--payload", "@/nowhere");
    Result nothing =
        errorsOf("exec", "check", "-r", "a/b", "--simulate-event", "x", "--payload", "what");

    // Then
    assertThat(inputs).matches(is("Expected no --inputs with --simulate-event"));
    assertThat(alone).matches(is("Expected --simulate-event TYPE with"));
    assertThat(noJson).matches(is("to be a JSON object"));
    assertThat(noFile).matches(is("@/nowhere to name a file"));
    assertThat(nothing).matches(is("a JSON object, @FILE or NAME=VALUE, but found 'what'"));
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "--payload={\"a\": 1, \"a\": 2}           | | Expected each key once in --payload, but found 'a' twice, the second time in line 1, column 13. Leave",
        "--payload={\"m\": {\"b\": 1, \"b\": 2}} | | found 'b' twice",
        "--payload=@FILE                        | | .json, but found 'v' twice, the second time in line 3, column",
        "--payload.a=1 | --payload.a=2 | Expected --payload a once, but found '1' and '2'. Leave out one of them."
      })
  void a_key_of_the_payload_that_stands_twice_is_refused(
      String payload, @Nullable String another, String expected) throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("twice.json"), "{\"v\": 1,\n\"w\": 1,\n\"v\": 2}");
    List<String> arguments =
        new ArrayList<>(List.of("events", "send", "built", "--artifact", "acme/base"));
    arguments.add(payload.replace("FILE", file.toString()));
    if (another != null) {
      arguments.add(another);
    }

    // When
    Result refused = errorsOf(arguments.toArray(String[]::new));

    // Then
    assertThat(refused).matches(is(expected));
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exec w -r a/b --inputs.k=v --inputs.k=w | Expected --inputs k once, but found 'v' and 'w'. Leave out one of them.",
        "exec w -r a/b --inputs k=v --inputs=k=v | Expected --inputs k once",
        "plan a/b w --inputs.k=v --inputs.k=w | Expected --inputs k once",
        "plan a/b w --payload.k=v --payload.k=w | Expected --payload k once",
        "exec w -r a/b --inputs k | Expected --inputs NAME=VALUE, but found 'k'.",
        "exec w -r a/b --inputs | Expected --inputs NAME=VALUE, but found nothing after it."
      })
  void an_input_that_is_given_twice_is_refused(String arguments, String expected) {
    // When
    Result refused = errorsOf(arguments.split(" "));

    // Then
    assertThat(refused).matches(is(expected));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void an_event_is_sent_to_whoever_subscribes() throws IOException {
    // Given
    server.answering(
        "POST /api/v1/events",
        202,
        "{\"id\":\"%s\",\"candidates\":[{\"repo\":\"acme/app:main\",\"workflow\":\"rebuild\"}]}"
            .formatted(RUN));

    // When
    int exitCode =
        tako(
            "events",
            "send",
            "image_published",
            "--artifact",
            "acme/base",
            "--payload.tag=25.1",
            "--id",
            "4711");
    Result nothing = errorsOf("events", "send", "image_published");
    Result neither = errorsOf("events");

    // Then
    assertThat(exitCode).isZero();
    assertThat(output()).contains("May react: acme/app:main rebuild").contains(RUN);
    JsonNode event = body(server.requests().getFirst());
    assertThat(event.path("type").asText()).isEqualTo("image_published");
    assertThat(event.path("subject").asText()).isEqualTo("acme/base");
    assertThat(event.path("id").asText()).isEqualTo("4711");
    assertThat(event.path("data")).isEqualTo(json("{\"tag\":\"25.1\"}"));
    assertThat(nothing).matches(is("--artifact"));
    assertThat(neither).matches(is("Expected a run's id"));
    assertThat(server.requests()).hasSize(1);
  }

  private static java.util.function.Predicate<Result> is(String message) {
    return result -> result.exitCode() == ExitCode.REFUSED && result.errors().contains(message);
  }

  private record Result(int exitCode, String errors) {}

  private Result errorsOf(String... arguments) {
    PrintStream before = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      int exitCode = tako(arguments);
      return new Result(exitCode, errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  private int tako(String... arguments) {
    Session session =
        new Session(
            Terminal.plain(new PrintStream(out, true, StandardCharsets.UTF_8)),
            Map.of("TAKO_SERVER", server.address(), "TAKO_GRAPH_SERVER", server.address()),
            Optional.empty());
    return TakoCli.run(TakoCli.commandLine(session, _ -> 0), arguments);
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static JsonNode body(String request) throws IOException {
    return json(request.substring(request.indexOf('{')));
  }

  private static TestServer start() {
    try {
      return new TestServer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
