package dev.tako.graph.plan;

import static dev.tako.graph.plan.PlanTexts.LEAF;
import static dev.tako.graph.plan.PlanTexts.messages;
import static dev.tako.graph.plan.PlanTexts.places;
import static dev.tako.graph.plan.PlanTexts.releasing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.contract.Plan;
import dev.tako.graph.graph.Manifests;
import org.junit.jupiter.api.Test;

class DepthRuleTest {
  @Test
  void a_chain_over_ten_deep_is_refused_and_from_seven_on_there_is_a_warning() {
    // Given
    Manifests given = new Manifests();
    for (int i = 0; i < 12; i++) {
      given.with("acme/r" + i, i == 11 ? LEAF : releasing("acme/r" + (i + 1)));
    }

    // When
    Plan six = given.planned("acme/r5", "release");
    Plan seven = given.planned("acme/r4", "release");
    Plan ten = given.planned("acme/r1", "release");
    Plan.Refusal eleven = given.refused("acme/r0", "release");

    // Then
    assertThat(six.warnings()).isEmpty();
    assertThat(seven.warnings()).singleElement().asString().startsWith("the plan is 7 deep");
    assertThat(ten.warnings()).hasSize(1);
    assertThat(messages(eleven))
        .singleElement()
        .asString()
        .startsWith("expected a depth of at most 10, found 11: acme/r0 -> acme/r1");
    assertThat(places(eleven)).containsExactly("acme/r10:main tako.yml:3 dependents[0]");
  }
}
