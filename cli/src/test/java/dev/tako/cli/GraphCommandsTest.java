package dev.tako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GraphCommandsTest {
  private static final String IMPACT =
      """
      {"repo":"acme/core:main","repositories":2,"executions":2,"reached":[
        {"distance":1,"cause":"dependent","from":"acme/core:main","workflow":"release",
         "executions":[{"repo":"acme/lib:main","workflow":"release","line":4}]},
        {"distance":2,"cause":"reaction","from":"acme/lib:main","workflow":null,
         "artifact":"api","event":"page_viewed",
         "executions":[{"repo":"acme/app:main","workflow":"read","line":7}]}]}
      """;

  private static final String CYCLES =
      """
      {"cycles":[{"kind":"events","message":"circular dependency detected: acme/a go -> acme/a go",
        "workflows":["go"],"edges":[{"from":"acme/a:main","workflow":"go","to":"acme/a:main",
          "toWorkflow":"go","artifact":"default","event":"gone","declaredIn":"acme/a:main",
          "file":"tako.yml","line":3}]}],
       "rejected":[{"repo":"acme/b:main","commit":"0123456789abcdef","message":"circular",
         "problems":[{"line":8,"message":"circular","hint":"Remove this edge."}]}]}
      """;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int tako(String... arguments) {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Session session =
        new Session(
            Terminal.plain(out), Map.of("TAKO_GRAPH_SERVER", server.address()), Optional.empty());
    return TakoCli.run(TakoCli.commandLine(session, _ -> 0), arguments);
  }

  private String out() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static final String REJECTED =
      """
      {"repo":"acme/lib","url":"file:///lib","defaultBranch":"main","commit":"0123456789ab",
       "status":"rejected","reason":"tako.yml at 4567 has a problem: unknown key 'stepz'",
       "branches":{"main":{"rejectedCommit":"456789abcdef","reason":"tako.yml at 4567 has a problem: unknown key 'stepz'"}},
       "problems":[{"repo":"acme/lib:main","rendered":"tako.yml:4:5: error: unknown key 'stepz'\\n  4 |     stepz:\\n"}]}
      """;

  @Test
  void a_sync_says_what_is_not_in_force_and_why() {
    // Given
    server.answering("POST /api/v1/repositories/acme/lib/sync", 200, REJECTED);

    // When
    int code = tako("repos", "sync", "acme/lib");

    // Then
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(out())
        .isEqualTo(
            """
            acme/lib: its manifest at 456789abcd is rejected: 1 problem
            acme/lib:main tako.yml:4:5: error: unknown key 'stepz'
              4 |     stepz:
            """);
  }

  @Test
  void the_list_says_below_why_a_repository_is_not_in_force() {
    // Given
    server.answering(
        "GET /api/v1/repositories",
        200,
        """
        {"repositories":[%s,{"repo":"acme/app","url":"file:///app","status":"unindexed",
         "reason":"Could not fetch acme/app","problems":[]}]}
        """
            .formatted(REJECTED));

    // When
    int code = tako("repos", "list");

    // Then
    assertThat(code).isZero();
    assertThat(out())
        .endsWith(
            """

            acme/lib: its manifest at 456789abcd is rejected: 1 problem
            acme/lib:main tako.yml:4:5: error: unknown key 'stepz'
              4 |     stepz:
            acme/app: Could not fetch acme/app
            """);
  }

  @Test
  void impact_tells_every_execution_with_the_edge_it_comes_about_by() {
    // Given
    server.answering("GET /api/v1/repositories/acme/core/impact", 200, IMPACT);

    // When
    int code = tako("impact", "acme/core:feature/x", "--artifact", "api", "--event", "e");

    // Then
    assertThat(code).isZero();
    assertThat(server.requests())
        .containsExactly(
            "GET /api/v1/repositories/acme/core/impact?artifact=api&branch=feature%2Fx&event=e");
    assertThat(out())
        .isEqualTo(
            """
            acme/core:main reaches 2 repositories
            DISTANCE  REPOSITORY     WORKFLOW  BECAUSE
            1         acme/lib:main  release   it depends on acme/core:main release (acme/core:main tako.yml:4)
            2         acme/app:main  read      it reacts to page_viewed of acme/lib:main, about api (acme/app:main tako.yml:7)
            """);
  }

  @Test
  void an_artifact_that_does_not_exist_is_refused_with_what_the_service_says() {
    // Given
    server.answering(
        "GET /api/v1/repositories/acme/core/impact",
        422,
        "{\"title\":\"No impact of acme/core\",\"detail\":\"expected an artifact\"}");

    // When / Then
    assertThat(tako("impact", "acme/core", "--artifact", "apy")).isEqualTo(ExitCode.REFUSED);
    assertThat(tako("impact", "core")).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void graph_tells_cycles_with_the_place_of_each_edge_and_the_order() {
    // Given
    server.answering("GET /api/v1/cycles", 200, CYCLES);
    server.answering("GET /api/v1/order", 200, "{\"order\":[\"acme/a:main\",\"acme/b:main\"]}");

    // When
    int code = tako("graph", "--cycles", "--root", "acme/a") + tako("graph", "--order");

    // Then
    assertThat(code).isZero();
    assertThat(server.requests().getFirst()).isEqualTo("GET /api/v1/cycles?repo=acme%2Fa");
    assertThat(out())
        .isEqualTo(
            """
            acme/b:main at 0123456789
              tako.yml:8  circular
              hint: Remove this edge.
            circular dependency detected: acme/a go -> acme/a go
              acme/a:main tako.yml:3  acme/a:main go -> acme/a:main go on gone
            acme/a:main
            acme/b:main
            """);
    assertThat(tako("graph", "--cycles", "--order")).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void adding_all_of_an_owner_answers_when_all_are_indexed() {
    // Given
    server.answering("POST /api/v1/bases", 200, "{\"registered\":[\"acme/a\"]}");

    // When
    int code = tako("repos", "add", "acme/*", "--url", "file:///srv/{owner}/{repo}.git");

    // Then
    assertThat(code).isZero();
    assertThat(out()).startsWith("Registered acme/* at file:///srv/{owner}/{repo}.git");
  }
}
