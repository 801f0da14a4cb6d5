package dev.tako.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.tako.contract.ManifestMessage;
import dev.tako.contract.ManifestMessage.ManifestIndexed;
import dev.tako.contract.ManifestMessage.ManifestRejected;
import dev.tako.graph.git.Origin;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a push is told to do beforehand is what it does.
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class PushForecastTest extends GraphService {
  @Test
  void a_push_whose_manifest_closes_a_cycle_is_told_to_be_rejected_and_is() throws Exception {
    // Given
    Origin a = origin("a");
    String good = a.commit("main", "tako.yml", reacting("x", "x_done", "a_done"));
    origin("b").commit("main", "tako.yml", reacting("a", "a_done", "b_done"));
    register("a").statusCode(201);
    register("b").statusCode(201);
    String closing = a.commit("main", "tako.yml", reacting("b", "b_done", "a_done"));
    String cycle =
        "circular dependency detected: %1$s/a update -> %1$s/b update -> %1$s/a update"
            .formatted(owner);

    // When
    ValidatableResponse told = forecast("a", "main");
    String text = text("a", "main");
    ManifestMessage happened = pushed("closing", "a", "refs/heads/main", closing);

    // Then
    told.body("commit", equalTo(closing), "index.effect", equalTo("rejected"))
        .body("index.inForce", equalTo(good), "index.reason", equalTo(cycle))
        .body("index.problems.line", contains(3))
        .body("index.problems[0].hint", containsString(owner + "/b:main tako.yml:3"))
        .body("workflows.workflow", contains("update"), "workflows.starts", contains(false))
        .body("workflows[0].reason", equalTo("its manifest would be rejected"));
    assertThat(text)
        .startsWith(
            """
            Pushing %1$s as refs/heads/main of %2$s/a
            Its manifest would be rejected; on %2$s/a:main that of %3$s stays in force.
            Nothing starts, because of 1 problem:
            %2$s/a:main tako.yml:3:5: error: %4$s
            """
                .formatted(closing, owner, good.substring(0, 10), cycle));
    assertThat(happened)
        .isInstanceOfSatisfying(
            ManifestRejected.class, rejected -> assertThat(rejected.reason()).isEqualTo(cycle));
    repository("a").body("status", equalTo("rejected"), "commit", equalTo(good));
    forecast("a", "main").body("index.effect", equalTo("rejected"));
  }

  @Test
  void a_push_without_a_valid_manifest_is_told_to_start_nothing_and_starts_nothing()
      throws Exception {
    // Given
    Origin core = origin("core");
    String good = core.commit("main", "tako.yml", LEAF);
    register("core").statusCode(201);
    String broken = core.commit("main", "tako.yml", LEAF + "workflowz: {}\n");

    // When / Then
    forecast("core", "main")
        .body("index.effect", equalTo("rejected"), "index.inForce", equalTo(good))
        .body("index.problems.size()", is(1), "workflows", empty());
    assertThat(text("core", "main"))
        .contains("Its manifest would be rejected", "because of 1 problem:\n")
        .contains(owner + "/core:main tako.yml:9:1: error: unknown key 'workflowz'");
    assertThat(pushed("broken", "core", "refs/heads/main", broken))
        .isInstanceOf(ManifestRejected.class);

    // When / Then
    String without = core.remove("main", "tako.yml");
    forecast("core", "main")
        .body("index.effect", equalTo("withdrawn"), "index.inForce", equalTo(good))
        .body("index.reason", equalTo("no tako.yml at " + without), "workflows", empty());
    assertThat(text("core", "main"))
        .contains(
            "It has no tako.yml; on %s/core:main that of %s would be in force no more."
                .formatted(owner, good.substring(0, 10)));
    assertThat(pushed("without", "core", "refs/heads/main", without))
        .isInstanceOf(ManifestRejected.class);
    repository("core").body("commit", nullValue());
  }

  @Test
  void a_tag_and_an_older_commit_are_told_to_leave_the_index_alone_and_do() throws Exception {
    // Given
    Origin a = origin("a");
    String older = a.commit("main", "tako.yml", tagged("x", "x_done", "a_done"));
    String newer = a.commit("main", "README.md", "hello");
    origin("b").commit("main", "tako.yml", reacting("a", "a_done", "b_done"));
    register("a").statusCode(201);
    register("b").statusCode(201);
    String closing = a.commit("side", "tako.yml", tagged("b", "b_done", "a_done"));
    a.tag("v1", closing);
    String invalid = a.commit("side", "tako.yml", "nonsense");
    a.tag("v2", invalid);

    // When / Then
    forecast("a", "v1")
        .body("ref", equalTo("refs/tags/v1"), "repo", equalTo(owner + "/a:main"))
        .body("index.effect", equalTo("none"), "index.reason", nullValue())
        .body("workflows.starts", everyItem(is(true)))
        .body("workflows[0].refusal.detail", containsString("circular dependency detected"));
    assertThat(text("a", "v1"))
        .contains("\nA tag brings no manifest into force.\n", "\nstarts update: ")
        .contains("but its run would be refused, because of 1 problem:\n" + owner + "/");
    assertThat(pushed("v1", "a", "refs/tags/v1", closing))
        .isInstanceOfSatisfying(
            ManifestIndexed.class, indexed -> assertThat(indexed.starts()).contains("update"));
    plan("a", "update", closing).statusCode(422);

    // When / Then
    forecast("a", "v2")
        .body("index.effect", equalTo("none"), "index.problems.size()", is(1))
        .body("workflows", empty());
    assertThat(pushed("v2", "a", "refs/tags/v2", invalid)).isInstanceOf(ManifestRejected.class);

    // When / Then
    forecast("a", older)
        .body("ref", equalTo("refs/heads/main"), "index.effect", equalTo("none"))
        .body("index.inForce", equalTo(newer), "workflows.starts", contains(true));
    assertThat(text("a", older)).contains(owner + "/a:main is at a newer commit.");
    assertThat(pushed("older", "a", "refs/heads/main", older)).isInstanceOf(ManifestIndexed.class);
    repository("a").body("status", equalTo("indexed"), "commit", equalTo(newer));
  }

  @Test
  void a_branch_is_told_to_come_into_force_and_does() throws Exception {
    // Given
    Origin core = origin("core");
    String main = core.commit("main", "tako.yml", LEAF);
    register("core").statusCode(201);
    String next = core.commit("next", "tako.yml", LEAF + "# next\n");

    // When / Then
    forecast("core", "main").body("index.effect", equalTo("indexed"));
    assertThat(text("core", "main"))
        .contains("Its manifest is in force on %s/core:main already.".formatted(owner));
    forecast("core", "next").body("index.effect", equalTo("indexed"), "index.inForce", nullValue());
    assertThat(text("core", "next"))
        .contains(
            "Its manifest would come into force on %s/core:next, where none is.".formatted(owner));
    assertThat(pushed("next", "core", "refs/heads/next", next)).isInstanceOf(ManifestIndexed.class);
    repository("core").body("commit", equalTo(main), "branches.next.commit", equalTo(next));
    forecast("core", "next").body("index.inForce", equalTo(next));
  }

  private ValidatableResponse forecast(String name, String ref) {
    return ask("/api/v1/forecast/push", Map.of("repo", owner + "/" + name, "ref", ref))
        .statusCode(200);
  }

  private String text(String name, String ref) {
    var asked = Map.of("repo", owner + "/" + name, "ref", ref);
    return ask("/api/v1/forecast/push?format=tree", asked).statusCode(200).extract().asString();
  }

  private ManifestMessage pushed(String delivery, String name, String ref, String commit)
      throws Exception {
    push(delivery, name, ref, commit, List.of());
    return answers(delivery, 1).getFirst().message();
  }

  private String tagged(String to, String event, String emits) {
    return reacting(to, event, emits)
        .replace(
            "  update:\n", "  update:\n    on: { push: { branches: [\"**\"], tags: [\"v*\"] } }\n");
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
}
