package dev.tako.graph;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.tako.contract.ManifestTexts;
import dev.tako.graph.git.Origin;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class GraphQuestionsTest {
  private static final String CORE =
      """
      version: "1"
      workflows:
        release:
          steps:
            - id: publish
              run: ./publish.sh
              produces: { events: [{ type: core_released }] }
      """;

  @TempDir Path folder;

  /// Every test has an owner of its own.
  private final String owner = "q" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void impact_names_what_may_run_by_which_edge_and_what_exists_instead() throws Exception {
    // Given
    origin("core").commit("main", "tako.yml", CORE);
    origin("lib").commit("main", "tako.yml", reacting("core", "core_released", "lib_updated"));
    origin("app").commit("main", "tako.yml", reacting("lib", "lib_updated", "app_updated"));
    registerAll();

    // When / Then
    impact("")
        .statusCode(200)
        .body("repo", equalTo(owner + "/core:main"), "repositories", is(2))
        .body("executions", is(2), "reached.distance", contains(1, 2))
        .body("reached.cause", contains("reaction", "reaction"))
        .body(
            "reached.executions.flatten().repo", contains(owner + "/lib:main", owner + "/app:main"))
        .body("reached.executions.flatten().workflow", contains("update", "update"))
        .body("reached[1].from", equalTo(owner + "/lib:main"))
        .body("reached[1].workflow", equalTo("update"))
        .body("reached[1].artifact", equalTo("default"))
        .body("reached[1].event", equalTo("lib_updated"))
        .body("reached[1].executions[0].line", is(3));
    impact("?event=core_released&artifact=default").body("executions", is(2));
    impact("?event=core_release")
        .statusCode(422)
        .contentType("application/problem+json")
        .body("detail", containsString("expected an event of " + owner + "/core"))
        .body("detail", containsString("Did you mean core_released?"));
    impact("?artifact=lib").statusCode(422).body("detail", containsString("there is default"));
    impact("?workflow=releas")
        .statusCode(422)
        .body("detail", containsString("expected a workflow of"))
        .body("detail", containsString("Did you mean release?"));
    given().get("/api/v1/repositories/{o}/cor/impact", owner).then().statusCode(404);
  }

  @Test
  void a_manifest_that_closes_a_cycle_over_events_is_not_in_force_until_the_cycle_is_open()
      throws Exception {
    // Given
    Origin a = origin("a");
    a.commit("main", "tako.yml", reacting("x", "x_done", "a_done"));
    Origin b = origin("b");
    b.commit("main", "tako.yml", reacting("a", "a_done", "b_done"));
    registerAll();
    String closing = a.commit("main", "tako.yml", reacting("b", "b_done", "a_done"));

    // When
    sync("a");

    // Then
    String told =
        "circular dependency detected: %1$s/a update -> %1$s/b update -> %1$s/a update"
            .formatted(owner);
    given()
        .get("/api/v1/cycles?repo={r}", owner + "/a")
        .then()
        .statusCode(200)
        .body("cycles.size()", is(0), "rejected.repo", contains(owner + "/a:main"))
        .body("rejected[0].commit", equalTo(closing), "rejected[0].message", equalTo(told))
        .body("rejected[0].problems.line", contains(3))
        .body("rejected[0].problems.path", contains("subscriptions[0]"))
        .body("rejected[0].problems[0].hint", containsString(owner + "/b:main tako.yml:3"));
    given().get("/api/v1/cycles?repo={r}", owner + "/b").then().body("rejected.size()", is(0));
    given().get("/api/v1/cycles").then().body("rejected.message", hasItem(told));
    given().get("/api/v1/cycles?repo={r}", owner + "/nobody").then().statusCode(404);
    given()
        .get("/api/v1/repositories/{o}/a", owner)
        .then()
        .body("status", equalTo("rejected"), "reason", equalTo(told), "commit", not(closing));

    // When
    b.commit("main", "tako.yml", reacting("x", "x_done", "b_done"));
    sync("b");

    // Then
    given()
        .get("/api/v1/repositories/{o}/a", owner)
        .then()
        .body("status", equalTo("indexed"), "commit", equalTo(closing));
  }

  @Test
  void the_manifest_of_each_commit_is_kept_and_planned_with() throws Exception {
    // Given
    Origin core = origin("core");
    String older = core.commit("main", "tako.yml", CORE);
    registerAll();
    String newer = core.commit("main", "tako.yml", CORE.replace("release:", "ship:"));
    String next = core.commit("next", "tako.yml", CORE + "# next\n");
    given().post("/api/v1/repositories/{o}/core/sync", owner).then().statusCode(200);
    given().post("/api/v1/repositories/{o}/core/sync?branch=next", owner).then().statusCode(200);

    // When / Then
    manifests("manifest").body("commit", equalTo(newer)).body("manifest", containsString("ship"));
    manifests("manifest?branch=next").body("commit", equalTo(next), "inForce", is(true));
    manifests("manifest?commit=" + older)
        .body("repo", equalTo(owner + "/core:main"), "inForce", is(false))
        .body("manifest", equalTo(CORE));
    manifests("manifests").body("versions.commit", contains(next, newer, older));
    manifests("manifests?branch=main").body("versions.inForce", contains(true, false));
    manifests("manifest?commit=" + "0".repeat(40))
        .statusCode(404)
        .body("detail", containsString("the last ones indexed are at " + next));
    plan("release", older)
        .statusCode(200)
        .body("repositories[0].manifest", equalTo(ManifestTexts.digestOf(CORE)));
    String hash = plan("ship", newer).extract().path("hash");
    Map<String, String> again =
        Map.of("repo", owner + "/core", "workflow", "ship", "commit", newer, "known", hash);
    ask("/api/v1/plan", again).statusCode(204);
    ask("/api/v1/plan", Map.of("repo", owner + "/core", "workflow", "ship", "known", "other"))
        .statusCode(200)
        .body("hash", equalTo(hash));
    plan("ship", older).statusCode(422).body("detail", containsString("found release"));
    plan("ship", newer)
        .statusCode(200)
        .body("repositories[0].manifest", not(equalTo(ManifestTexts.digestOf(CORE))));
  }

  @Test
  void many_repositories_of_a_folder_are_indexed_and_nothing_is_under_way_after_that()
      throws Exception {
    // Given
    for (int i = 0; i < 30; i++) {
      origin("r" + i).commit("main", "tako.yml", reacting("r" + i / 2, "x" + i, "y" + i));
    }

    // When
    registerAll();

    // Then
    for (int i = 0; i < 30; i++) {
      given()
          .get("/api/v1/repositories/{o}/r{i}", owner, i)
          .then()
          .body("status", equalTo("indexed"));
    }
    given().get("/api/v1/indexing").then().statusCode(200).body("total", is(0), "done", is(0));
  }

  private static ValidatableResponse ask(String path, Object body) {
    return given().contentType(ContentType.JSON).body(body).post(path).then();
  }

  private ValidatableResponse plan(String workflow, String commit) {
    return ask(
        "/api/v1/plan", Map.of("repo", owner + "/core", "workflow", workflow, "commit", commit));
  }

  private ValidatableResponse impact(String query) {
    return given().get("/api/v1/repositories/" + owner + "/core/impact" + query).then();
  }

  private ValidatableResponse manifests(String rest) {
    return given().get("/api/v1/repositories/" + owner + "/core/" + rest).then();
  }

  private String reacting(String to, String event, String emits) {
    return """
    version: "1"
    subscriptions:
      - { artifact: "%s/%s:default", events: [%s], workflow: update }
    workflows:
      update:
        steps:
          - id: go
            run: ./go.sh
            produces: { events: [{ type: %s }] }
    """
        .formatted(owner, to, event, emits);
  }

  private Origin origin(String name) throws Exception {
    return Origin.create(folder.resolve(owner).resolve(name + ".git"));
  }

  private void sync(String name) {
    given().post("/api/v1/repositories/{o}/{r}/sync", owner, name).then().statusCode(200);
  }

  private void registerAll() {
    String base = folder.toUri() + "{owner}/{repo}.git";
    ask("/api/v1/bases", Map.of("url", base)).statusCode(200);
  }
}
