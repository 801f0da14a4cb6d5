package dev.tako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tako.cli.terminal.Terminal;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TakoCliTest {
  private static final String RUN = "exec-20261123-101500-0a1b2c3d";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private TestServer server = start();

  @TempDir Path folder;

  @BeforeEach
  void fresh() {
    out.reset();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void an_event_that_came_again_says_how_often_and_why_nobody_reacted_twice() {
    // Given
    server.answering(
        "GET /api/v1/runs/" + RUN + "/events",
        200,
        """
        {"events":[{"type":"build_completed","schemaVersion":"1.0.0","artifact":"acme/core:default",
          "stepId":"build","time":"2026-11-23T10:15:03Z","payload":{},
          "repeated":{"times":2,"lastAt":"2026-11-23T10:15:09Z","reason":"job j1 is over"},
          "subscriptions":[{"repo":"acme/lib:main","subscription":1,"workflow":"check",
            "matched":true,"reason":"it listens for build_completed","executionId":"e.2"}]}]}
        """);

    // When
    int exitCode = tako("events", RUN);

    // Then
    assertThat(exitCode).isZero();
    assertThat(output())
        .contains(
            "came again 2 times  last at 2026-11-23T10:15:09Z, ignored because job j1 is over; nobody reacts twice",
            "→ acme/lib:main check subscriptions[1]  e.2  it listens for build_completed");
  }

  @Test
  void an_event_that_nobody_subscribes_to_says_so() {
    // Given
    server.answering(
        "GET /api/v1/runs/" + RUN + "/events",
        200,
        """
        {"events":[{"type":"test_completed","schemaVersion":"1.0.0","artifact":"acme/core:default",
          "stepId":"test","time":"2026-11-23T10:15:03Z","payload":{},"subscriptions":[]}]}
        """);

    // When
    tako("events", RUN);

    // Then
    assertThat(output()).endsWith("  payload {}\n  nobody subscribes to it\n");
  }

  @Test
  void what_starts_by_the_clock_is_listed_with_its_next_time() {
    // Given
    server.answering(
        "GET /api/v1/schedules",
        200,
        """
        {"schedules":[{"repo":"acme/core","workflow":"nightly","schedule":"0 3 * * *",
          "nextAt":"2026-11-24T03:00:00Z","lastAt":null,"lastRun":null}]}
        """);

    // When
    int exitCode = tako("triggers", "--scheduled");

    // Then
    assertThat(exitCode).isZero();
    assertThat(output()).contains("2026-11-24T03:00:00Z", "acme/core", "nightly", "0 3 * * *");
  }

  @Test
  void exec_sends_repository_workflow_and_inputs() throws IOException {
    // Given
    server.answering("POST /api/v1/runs", 202, "{\"id\":\"" + RUN + "\"}");

    // When
    int exitCode =
        tako("exec", "release", "--repo", "acme/lib:main", "--inputs.bump=a=b", "--inputs", "n=1");

    // Then
    assertThat(exitCode).isZero();
    assertThat(output()).startsWith(RUN);
    assertThat(body(server.requests().getFirst()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"repo":"acme/lib:main","workflow":"release","inputs":{"bump":"a=b","n":"1"}}
                    """));
  }

  @Test
  void exec_and_wait_fails_when_the_run_fails() {
    // Given
    server.answering("POST /api/v1/runs", 202, "{\"id\":\"" + RUN + "\"}");
    server.answering(
        "GET /api/v1/runs/" + RUN,
        200,
        "{\"id\":\"" + RUN + "\",\"status\":\"failed\",\"reason\":\"no luck\",\"executions\":[]}");

    // When
    int exitCode = tako("exec", "release", "--repo", "acme/lib", "--wait");

    // Then
    assertThat(exitCode).isEqualTo(ExitCode.FAILED);
    assertThat(output()).contains("failed").contains("no luck");
  }

  @Test
  void a_refusal_names_what_was_refused_and_each_problem_once_with_its_repository() {
    // Given
    server.answering(
        "POST /api/v1/forecast",
        422,
        """
        {"title":"No plan for release on acme/core:main","status":422,
         "detail":"2 problems stand against it; the first: unknown key","problems":[
          {"repo":"acme/lib:main","file":"tako.yml","line":3,"column":5,"message":"unknown key","hint":"on"},
          {"repo":"acme/app:main","file":"tako.yml","line":9,"column":1,"message":"no such artifact",
           "rendered":"tako.yml:9:1: error: no such artifact\\n  9 | x\\n"}]}
        """);

    // When
    Result result = errorsOf("exec", "release", "--repo", "acme/core", "--dry-run");

    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(result.errors())
        .isEqualTo(
            """
            tako: No plan for release on acme/core:main: 2 problems
            acme/lib:main tako.yml:3:5: unknown key
              hint: on
            acme/app:main tako.yml:9:1: error: no such artifact
              9 | x
            """);
  }

  @Test
  void a_refusal_without_problems_says_why() {
    // Given
    server.answering(
        "POST /api/v1/forecast",
        404,
        "{\"title\":\"Unknown repository\",\"detail\":\"Expected a registered one.\",\"problems\":[]}");

    // When
    Result result = errorsOf("plan", "acme/core", "release");

    // Then
    assertThat(result.errors()).isEqualTo("tako: Expected a registered one.\n");
  }

  @Test
  void nobody_at_the_address_is_an_exit_code_of_its_own() {
    // Given
    server.close();

    // When
    Result result = errorsOf("runs");

    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(result.errors()).contains(server.address()).contains("./tako up");
  }

  @Test
  void bad_usage_names_the_mistake() {
    // When
    Result result = errorsOf("runs", "--limt", "3");

    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(result.errors()).contains("--limt").contains("--limit");
  }

  @Test
  void logs_are_read_page_by_page_and_headed_by_their_step() {
    // Given
    server.answering(
        "GET /api/v1/runs/" + RUN,
        200,
        """
        {"status":"completed","executions":[{"id":"e.1","repo":"acme/lib:main","workflow":"release"}]}
        """);
    String logs = "GET /api/v1/runs/" + RUN + "/logs";
    server.answering(logs, 200, chunk("one\\n", "2026-11-23T10:15:00Z"));
    server.answering(logs, 200, chunk("two\\n", "2026-11-23T10:15:01Z"));
    server.answering(logs, 200, "{\"chunks\":[]}");

    // When
    int exitCode = tako("logs", RUN, "build");

    // Then
    assertThat(exitCode).isZero();
    assertThat(output()).isEqualTo("── acme/lib:main release › build\none\ntwo\n");
    assertThat(server.requests())
        .containsSequence(
            logs + "?stepId=build",
            logs + "?after=2026-11-23T10%3A15%3A00Z&stepId=build",
            logs + "?after=2026-11-23T10%3A15%3A01Z&stepId=build");
  }

  private static String chunk(String text, String at) {
    return """
    {"chunks":[{"executionId":"e.1","stepId":"build","sequence":0,"text":"%s","at":"%s"}]}
    """
        .formatted(text, at);
  }

  @Test
  void the_running_embedded_system_is_found_by_its_state_file() throws IOException {
    // Given
    server.answering("GET /api/v1/runs", 200, "{\"runs\":[]}");
    Path state =
        Files.writeString(
            folder.resolve("system.json"),
            "{\"processes\":{\"coordinator\":{\"address\":\"" + server.address() + "\"}}}");

    // When
    int exitCode = run(new Session(terminal(), Map.of(), Optional.of(state)), "runs");

    // Then
    assertThat(exitCode).isZero();
    assertThat(output()).contains("No runs.");
  }

  @Test
  void validate_shows_every_problem_where_it_stands() throws IOException {
    // Given
    Path manifest =
        Files.writeString(
            folder.resolve("tako.yml"), "version: \"1\"\nworkflow:\n  a: 1\nartefacts: {}\n");

    // When
    int exitCode = tako("validate", manifest.toString());

    // Then
    assertThat(exitCode).isEqualTo(ExitCode.REFUSED);
    assertThat(output()).contains("tako.yml:2:1").contains("tako.yml:4:1").contains("^");
  }

  @Test
  void every_command_explains_itself_with_an_example() {
    // Given
    CommandLine line = TakoCli.commandLine(session(), _ -> 0);
    TakoCli.run(line, "completion", "bash");
    List<CommandLine> all = new ArrayList<>();
    collect(line, all);

    // Then
    assertThat(all)
        .allSatisfy(command -> {
          assertThat(command.getCommandSpec().findOption("--help")).isNotNull();
          assertThat(command.getUsageMessage()).contains("Examples:");
        });
    assertThat(output()).contains("complete -F _complete_tako");
  }

  private static void collect(CommandLine line, List<CommandLine> all) {
    line.getSubcommands()
        .values()
        .forEach(command -> {
          all.add(command);
          collect(command, all);
        });
  }

  private static TestServer start() {
    try {
      return new TestServer();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Session session() {
    return new Session(
        terminal(),
        Map.of("TAKO_SERVER", server.address(), "TAKO_GRAPH_SERVER", server.address()),
        Optional.empty());
  }

  private Terminal terminal() {
    return Terminal.plain(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  private int tako(String... arguments) {
    return run(session(), arguments);
  }

  private static int run(Session session, String... arguments) {
    return TakoCli.run(TakoCli.commandLine(session, _ -> 0), arguments);
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

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode body(String request) throws IOException {
    return new ObjectMapper().readTree(request.substring(request.indexOf('{')));
  }
}
