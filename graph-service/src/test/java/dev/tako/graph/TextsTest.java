package dev.tako.graph;

import static dev.tako.contract.ManifestTexts.digestOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tako.contract.ManifestTexts;
import dev.tako.graph.git.Origin;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
class TextsTest extends GraphService {
  private static final String UNKNOWN = "0".repeat(64);

  private String text(String comment) {
    return LEAF + "# " + owner + " " + comment + "\n";
  }

  private static Map<String, String> texts(String... digests) {
    return ask("/api/v1/manifests", Map.of("digests", List.of(digests)))
        .statusCode(200)
        .extract()
        .as(ManifestTexts.class)
        .manifests();
  }

  @Test
  void texts_in_force_are_answered_by_digest_and_unknown_ones_are_left_out() throws Exception {
    // Given
    String german = text("„ü€𝄞“ \t \"quoted\"");
    origin("core").commit("main", "tako.yml", german);
    origin("lib").commit("main", "tako.yml", text("lib"));
    register("core").statusCode(201);
    register("lib").statusCode(201);
    String digest = plan("core", "release", null).extract().path("repositories[0].manifest");

    // When
    Map<String, String> found = texts(digest, UNKNOWN, digestOf(text("lib")), digest);

    // Then
    assertThat(found)
        .isEqualTo(Map.of(digestOf(german), german, digestOf(text("lib")), text("lib")));
  }

  @Test
  void a_text_that_a_push_has_replaced_is_still_found() throws Exception {
    // Given
    Origin core = origin("core");
    core.commit("main", "tako.yml", text("old"));
    register("core").statusCode(201);
    String digest = plan("core", "release", null).extract().path("repositories[0].manifest");

    // When
    String newer = core.commit("main", "tako.yml", text("new"));
    push("replacing", "core", "refs/heads/main", newer, List.of("tako.yml"));
    answers("replacing", 1);

    // Then
    repository("core").body("commit", equalTo(newer));
    assertThat(texts(digest)).isEqualTo(Map.of(digest, text("old")));
  }

  @Test
  void the_text_of_a_root_at_a_commit_that_never_was_in_force_is_found_after_its_plan()
      throws Exception {
    // Given
    Origin core = origin("core");
    String tagged = core.commit("main", "tako.yml", text("tagged"));
    core.tag("v1", tagged);
    core.commit("main", "tako.yml", text("newer"));
    register("core").statusCode(201);
    assertThat(texts(digestOf(text("tagged")))).isEmpty();

    // When
    String digest = plan("core", "release", tagged).extract().path("repositories[0].manifest");

    // Then
    assertThat(texts(digest)).isEqualTo(Map.of(digestOf(text("tagged")), text("tagged")));
  }

  @Test
  void the_text_of_the_root_of_an_event_from_outside_is_found_after_its_plan() {
    // Given
    var event = Map.of("artifact", owner + "/images", "type", "image_published");

    // When
    String digest =
        ask("/api/v1/plan/event", event)
            .statusCode(200)
            .extract()
            .path("plan.repositories[0].manifest");

    // Then
    assertThat(texts(digest).get(digest)).contains("\"event_type\":\"image_published\"");
  }

  @Test
  void an_answer_stops_at_its_length_and_the_rest_can_be_asked_for() throws Exception {
    // Given
    origin("core").commit("main", "tako.yml", text("core"));
    origin("lib").commit("main", "tako.yml", text("lib"));
    register("core").statusCode(201);
    register("lib").statusCode(201);
    List<String> digests = List.of(digestOf(text("core")), digestOf(text("lib")));

    // When
    Map<String, String> first = keeper.texts(digests, 1).manifests();
    List<String> left = digests.stream().filter(digest -> !first.containsKey(digest)).toList();
    Map<String, String> second = keeper.texts(left, 1).manifests();

    // Then
    assertThat(first).hasSize(1);
    assertThat(second).containsOnlyKeys(left);
  }

  @Test
  void what_names_no_digests_is_a_bad_request_that_says_what_is_expected() {
    ask("/api/v1/manifests", Map.of())
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", containsString("digests are missing"));
    ask("/api/v1/manifests", Map.of("digests", List.of("HEAD")))
        .statusCode(400)
        .body("detail", containsString("found 'HEAD'"));
    ask("/api/v1/manifests", Map.of("digests", Collections.singletonList(null))).statusCode(400);
    ask("/api/v1/manifests", Map.of("digests", "all")).statusCode(400);
    ask("/api/v1/manifests", Map.of("digests", Collections.nCopies(20_001, UNKNOWN)))
        .statusCode(400)
        .body("detail", containsString("at most 20000 digests, found 20001"));
  }
}
