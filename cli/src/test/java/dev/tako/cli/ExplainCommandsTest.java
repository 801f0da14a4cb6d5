package dev.tako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tako.cli.http.Api;
import dev.tako.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

class ExplainCommandsTest {
  private static final String BREAKS =
      """
      {"repo":"acme/core:main","against":"0123456789abcdef","subscriptions":1,"breaks":[
        {"kind":"subscription","repo":"acme/lib:main","file":"tako.yml","line":3,
         "path":"subscriptions[0]","message":"no workflow emits packed any more"}]}
      """;

  private static final String DANGLES =
      """
      {"dangling":[{"edge":{"kind":"DEPENDENT","from":"acme/core:main","to":"acme/gone",
        "file":"tako.yml","line":4},"reason":"expected a registered repository"}]}
      """;

  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final HttpServer server = local();
  private String asked = "";
  private String answer = "";

  /// Of a question that is asked for its tree as well.
  private String json = "";

  private static HttpServer local() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void start() {
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked = exchange.getRequestURI() + " " + body;
          boolean tree = json.isEmpty() || asked.contains("format=tree");
          byte[] bytes = (tree ? answer : json).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int tako(String... arguments) {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    Session session =
        new Session(Terminal.plain(out), Map.of("TAKO_GRAPH_SERVER", address), Optional.empty());
    return TakoCli.run(TakoCli.commandLine(session, _ -> 0), arguments);
  }

  private String out() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void plan_sends_inputs_and_assumed_payload_and_prints_the_tree() throws IOException {
    // Given
    answer = "acme/core:main release\n";

    // When
    int code = tako("plan", "acme/core", "release", "--inputs.bump=minor", "--payload.v=2.0.0");

    // Then
    assertThat(code).isZero();
    assertThat(out()).isEqualTo("acme/core:main release\n");
    assertThat(asked).startsWith("/api/v1/forecast?format=tree ");
    var body = Api.JSON.readTree(asked.substring(asked.indexOf(' ')));
    assertThat(body.at("/inputs/bump").asText()).isEqualTo("minor");
    assertThat(body.at("/payload/v").asText()).isEqualTo("2.0.0");
  }

  @Test
  void a_dry_run_shows_what_plan_shows() {
    // Given
    answer = "acme/core:main release\n";

    // When
    int code = tako("exec", "release", "--repo", "acme/core", "--dry-run");

    // Then
    assertThat(code).isZero();
    assertThat(asked).contains("\"byName\":true");
    assertThat(asked).startsWith("/api/v1/forecast?format=tree ");
    assertThat(out()).isEqualTo("acme/core:main release\n");
  }

  @Test
  void plan_of_a_push_names_repository_and_ref_and_nothing_else() {
    // Given
    answer = "Pushing\n";
    json = "{\"index\":{\"reason\":null},\"workflows\":[{\"starts\":true,\"refusal\":null}]}";

    // When
    int code = tako("plan", "--push", "next", "--repo", "acme/core");
    int wrong = tako("plan", "--push", "next", "--inputs.bump=minor");
    int without = tako("plan", "acme/core");

    // Then
    assertThat(code).isZero();
    assertThat(asked)
        .startsWith("/api/v1/forecast/push?format=tree ")
        .contains("\"repo\":\"acme/core\"", "\"ref\":\"next\"");
    assertThat(wrong).isEqualTo(ExitCode.REFUSED);
    assertThat(without).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void plan_of_a_push_that_would_be_rejected_or_refused_is_no_success() throws IOException {
    // Given
    answer = "Pushing\nIts manifest would be rejected\n";
    String[] plan = {"plan", "--push", "next", "--repo", "acme/core"};

    // When
    json = "{\"index\":{\"effect\":\"rejected\",\"reason\":\"circular\"},\"workflows\":[]}";
    int rejected = tako(plan);
    String told = out();
    printed.reset();
    int rejectedAsJson = tako("plan", "--push", "next", "--repo", "acme/core", "-o", "json");
    String toldAsJson = out();
    json = "{\"index\":{\"reason\":null},\"workflows\":[{\"starts\":true,\"refusal\":{}}]}";
    int refused = tako(plan);

    // Then
    assertThat(List.of(rejected, rejectedAsJson, refused)).containsOnly(ExitCode.REFUSED);
    assertThat(told).isEqualTo(answer);
    assertThat(Api.JSON.readTree(toldAsJson).at("/index/reason").asText()).isEqualTo("circular");
  }

  @Test
  void check_prints_every_break_and_exits_with_1() throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("tako.yml"), "version: \"1\"\n");
    answer = BREAKS;

    // When
    int code = tako("check", "--repo", "acme/core", file.toString());

    // Then
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(asked).contains("\"manifest\":\"version: \\\"1\\\"\\n\"");
    assertThat(out())
        .isEqualTo(
            """
            acme/core:main, compared with 0123456789: 1 break
            acme/lib:main tako.yml:3 subscriptions[0]
              no workflow emits packed any more
            """);
  }

  @Test
  void check_finds_the_repository_by_the_origin_of_the_folder() throws Exception {
    // Given
    Path file = Files.writeString(folder.resolve("tako.yml"), "version: \"1\"\n");
    git("init", "--quiet");
    git("remote", "add", "origin", "git@example.org:acme/core.git");
    answer =
        "{\"repositories\":[{\"repo\":\"acme/lib\",\"url\":\"x\"},"
            + "{\"repo\":\"acme/core:main\",\"url\":\"https://example.org/acme/core\"}]}";

    // When
    int found = tako("check", file.toString());
    String asking = asked;
    git("remote", "set-url", "origin", "https://example.org/acme/other.git");
    int unknown = tako("check", file.toString());

    // Then
    assertThat(found).isZero();
    assertThat(asking).startsWith("/api/v1/check ").contains("\"repo\":\"acme/core\"");
    assertThat(unknown).isEqualTo(ExitCode.REFUSED);
    assertThat(asked).startsWith("/api/v1/repositories");
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void check_without_a_break_exits_with_0() {
    // Given
    answer = "{\"repo\":\"acme/core:main\",\"against\":null,\"subscriptions\":2,\"breaks\":[]}";

    // When
    int code = tako("check", "--repo", "acme/core", "--ref", "next", "--against", "main");

    // Then
    assertThat(code).isZero();
    assertThat(asked).contains("\"ref\":\"next\"", "\"against\":\"main\"");
    assertThat(out())
        .isEqualTo(
            "acme/core:main, compared with nothing yet: nothing breaks (subscriptions to its"
                + " artifacts: 2)\n");
  }

  @Test
  void graph_tells_dangling_edges_with_their_place() {
    // Given
    answer = DANGLES;

    // When
    int code = tako("graph", "--dangling");

    // Then
    assertThat(code).isZero();
    assertThat(out())
        .isEqualTo("acme/core:main tako.yml:4 dependent: expected a registered repository\n");
  }
}
