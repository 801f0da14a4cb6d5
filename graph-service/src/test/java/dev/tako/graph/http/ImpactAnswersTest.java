package dev.tako.graph.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.graph.graph.Graph;
import dev.tako.graph.graph.IndexedManifest;
import dev.tako.graph.graph.Manifests;
import dev.tako.graph.query.Impact;
import dev.tako.manifest.RepositoryRef;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ImpactAnswersTest {
  private static final String LEAF =
      "version: \"1\"\nworkflows: { release: { steps: [make] }, docs: { steps: [make] } }\n";
  private static final String CORE = LEAF + "dependents: [{ repo: acme/lib }]\n";

  private final ImpactAnswers answers = new ImpactAnswers();

  private byte[] answer(Graph graph, Impact.Question question) {
    IndexedManifest root = graph.manifest(RepositoryRef.parse("acme/core")).orElseThrow();
    return answers.of(graph, root, question);
  }

  private static String text(byte[] answer) {
    return new String(answer, StandardCharsets.UTF_8);
  }

  @Test
  void an_answer_is_given_again_until_the_graph_or_the_question_is_another() {
    // Given
    Manifests manifests = new Manifests().with("acme/core", CORE).with("acme/lib", LEAF);
    Graph before = manifests.graph();
    Impact.Question all = new Impact.Question(null, null, null);
    byte[] first = answer(before, all);

    // When
    byte[] again = answer(before, all);
    byte[] other = answer(before, new Impact.Question(null, null, "docs"));
    Graph after = manifests.with("acme/core", LEAF).graph();
    byte[] later = answer(after, all);

    // Then
    assertThat(again).isSameAs(first);
    assertThat(text(first)).contains("\"executions\":2", "\"workflow\":null");
    assertThat(text(other)).contains("\"executions\":1", "\"workflow\":\"docs\"");
    assertThat(text(later)).contains("\"executions\":0");
    assertThat(answer(before, all)).isEqualTo(first).isNotSameAs(first);
  }
}
