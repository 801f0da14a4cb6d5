package dev.tako.graph;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.tako.contract.ManifestProblem;
import dev.tako.contract.ManifestTexts;
import dev.tako.graph.git.Origin;
import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.Rejection;
import dev.tako.graph.graph.Repository;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class GraphServiceTest extends GraphService {
  @Test
  void a_registered_repository_is_indexed_and_can_be_planned() throws Exception {
    // Given
    Origin core = origin("core");
    core.commit(
        "main",
        "tako.yml",
        "version: \"1\"\ndependents:\n  - repo: " + owner + "/lib\n" + workflows());
    String head = origin("lib").commit("main", "tako.yml", LEAF);

    // When
    register("lib").statusCode(201).body("status", equalTo("indexed"), "commit", equalTo(head));
    register("core").statusCode(201);

    // Then
    register("core").statusCode(200);
    plan("core", "release", null)
        .statusCode(200)
        .body("repo", equalTo(owner + "/core:main"))
        .body("repositories.repo", contains(owner + "/core:main", owner + "/lib:main"))
        .body("repositories[1].commit", equalTo(head))
        .body("repositories[1].manifest", equalTo(ManifestTexts.digestOf(LEAF)))
        .body("dependents.size()", is(1), "dependents[0]", contains(0, 1, 0));
    given()
        .get("/api/v1/repositories")
        .then()
        .statusCode(200)
        .body("repositories.repo", hasItems(owner + "/core", owner + "/lib"));
    given()
        .get("/api/v1/repositories/{o}/core/dependents?transitive=true", owner)
        .then()
        .statusCode(200)
        .body("repositories", contains(owner + "/lib:main"))
        .body("edges[0].line", is(3));
    given()
        .get("/api/v1/graph?format=tree&root=" + owner + "/core")
        .then()
        .contentType(startsWith("text/plain"))
        .body(equalTo(owner + "/core:main\n└── " + owner + "/lib:main\n"));
  }

  @Test
  void the_schema_of_the_language_is_served_to_editors() {
    given()
        .get("/schema/tako.yml.json")
        .then()
        .statusCode(200)
        .contentType(startsWith("application/schema+json"))
        .body(containsString("https://json-schema.org/draft/2020-12/schema"));
  }

  @Test
  void a_refusal_is_problem_json_with_every_problem() throws Exception {
    // Given
    origin("core")
        .commit(
            "main",
            "tako.yml",
            "version: \"1\"\ndependents:\n  - repo: " + owner + "/gone\n" + workflows());
    register("core").statusCode(201);

    // When / Then
    plan("core", "release", null)
        .statusCode(422)
        .contentType("application/problem+json")
        .body("status", is(422))
        .body("title", equalTo("No plan for release on " + owner + "/core:main"))
        .body("problems[0].repo", equalTo(owner + "/core:main"))
        .body("problems[0].line", is(3))
        .body("problems[0].rendered", containsString("- repo: " + owner + "/gone"));
    plan("coer", "release", null)
        .statusCode(404)
        .contentType("application/problem+json")
        .body("detail", containsString("Did you mean " + owner + "/core?"));
    plan("core", "release", "0".repeat(40))
        .statusCode(422)
        .body("detail", containsString("0".repeat(40)));
    given()
        .contentType(ContentType.JSON)
        .body("{\"repo\":\"not a repo\",\"workflow\":\"x\"}")
        .post("/api/v1/plan")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", containsString("owner/repo"));
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("repo", owner + "/x", "url", "http://example.org/x.git"))
        .post("/api/v1/repositories")
        .then()
        .statusCode(400)
        .body("detail", containsString("https, ssh or file"));
    given().get("/api/v1/nowhere").then().statusCode(404).contentType("application/problem+json");
  }

  @Test
  void branches_and_repositories_that_edges_name_are_found_in_a_base() throws Exception {
    // Given
    origin("core")
        .commit(
            "main",
            "tako.yml",
            "version: \"1\"\ndependents:\n  - repo: " + owner + "/late:feature/x\n" + workflows());
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("url", folder.toUri() + "{owner}/{repo}.git"))
        .post("/api/v1/bases")
        .then()
        .statusCode(200)
        .body("registered", contains(owner + "/core"));
    Origin late = origin("late");
    late.commit("main", "README.md", "nothing here");
    late.commit("feature/x", "tako.yml", LEAF);

    // When
    given().post("/api/v1/repositories/{o}/core/sync", owner).then().statusCode(200);
    given().post("/api/v1/repositories/{o}/late/sync", owner).then().statusCode(200);

    // Then
    plan("core", "release", null)
        .statusCode(200)
        .body("repositories.repo", contains(owner + "/core:main", owner + "/late:feature/x"));
    repository("late").body("status", equalTo("rejected"), "commit", nullValue());
  }

  @Test
  void the_graph_is_the_same_after_a_restart() throws Exception {
    // Given
    Origin core = origin("core");
    core.commit("main", "tako.yml", LEAF);
    register("core").statusCode(201);
    String broken = core.commit("main", "tako.yml", "nonsense");
    given().post("/api/v1/repositories/{o}/core/sync", owner).then().statusCode(200);

    // When
    Graph loaded = store.load();

    // Then
    Repository before = keeper.graph().find(owner + "/core").orElseThrow();
    Repository after = loaded.find(owner + "/core").orElseThrow();
    assertThat(before.ofDefaultBranch().orElseThrow().rejection()).isNotNull();
    assertThat(after.url()).isEqualTo(before.url());
    assertThat(after.manifest().orElseThrow().source()).isEqualTo(LEAF);
    assertThat(after.ofDefaultBranch().orElseThrow().rejection())
        .isEqualTo(before.ofDefaultBranch().orElseThrow().rejection());
    assertThat(after.ofDefaultBranch().orElseThrow().indexedAt())
        .isEqualTo(before.ofDefaultBranch().orElseThrow().indexedAt());
    assertThat(String.valueOf(after.ofDefaultBranch().orElseThrow().rejection())).contains(broken);
  }

  @Test
  void a_stored_manifest_that_is_not_valid_any_more_is_rejected_with_its_problems()
      throws Exception {
    // Given
    origin("core").commit("main", "tako.yml", LEAF);
    register("core").statusCode(201);
    try (var connection = database.getConnection();
        var older =
            connection.prepareStatement(
                "update graph.manifest set source = replace(source, 'echo leaf', '\"echo {{ .run.nr }}\"') where repository = ?")) {
      older.setString(1, owner + "/core");
      assertThat(older.executeUpdate()).isEqualTo(1);
    }

    // When
    Repository loaded = store.load().find(owner + "/core").orElseThrow();

    // Then
    Rejection why = Objects.requireNonNull(loaded.ofDefaultBranch().orElseThrow().rejection());
    assertThat(why.reason())
        .endsWith("is not valid in this version of Tako any more: no 'nr' in run");
    assertThat(why.problems()).extracting(ManifestProblem::line).containsExactly(5);
  }

  @Test
  void health_says_up_while_triggers_are_read() {
    given().get("/q/health/live").then().statusCode(200).body("checks.name", hasItems("triggers"));
    given().get("/q/health/ready").then().statusCode(200);
  }
}
