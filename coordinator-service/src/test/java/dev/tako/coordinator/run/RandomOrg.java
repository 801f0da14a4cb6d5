package dev.tako.coordinator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// An organisation as a seed says: who depends on whom, who listens to whom, and fan-outs with and
/// without limits.
final class RandomOrg {
  private RandomOrg() {}

  /// Two to seven repositories, `r0` first; edges only lead to later ones.
  static Org draw(Random random) {
    Org org = new Org();
    int repos = 2 + random.nextInt(6);
    for (int i = 0; i < repos; i++) {
      List<String> dependents = new ArrayList<>();
      for (int j = i + 1; j < repos; j++) {
        if (random.nextBoolean()) {
          dependents.add("{ repo: acme/r" + j + " }");
        }
      }
      org.repo(
          "r" + i,
          "dependents: %s%nsubscriptions: %s%n%s"
              .formatted(dependents, subscriptions(random, i), workflows(random)));
    }
    return org;
  }

  private static List<String> subscriptions(Random random, int repo) {
    List<String> subscriptions = new ArrayList<>();
    for (int j = 0; j < repo; j++) {
      if (random.nextBoolean()) {
        subscriptions.add(
            "{ artifact: 'acme/r%d:default', events: [build_completed, test_completed], workflow: react }"
                .formatted(j));
      }
      for (int n = random.nextInt(4); n > 0; n--) {
        subscriptions.add(
            "{ artifact: 'acme/r%d:default', events: [rolled_out], workflow: %s }"
                .formatted(j, random.nextBoolean() ? "react" : "roll"));
      }
    }
    return subscriptions;
  }

  private static String workflows(Random random) {
    return """
    workflows:
      release:
        on: [exec]
        %s
        steps:
          - { id: prepare, run: make }
          - { id: build, run: make, continue_on_error: %s }
          - { id: test, run: make, on_failure: [undo] }
          - %s
          - { id: tidy, run: make }
      react:
        on: [exec]
        steps: [{ id: one, run: make }, { id: two, run: make }]
      roll:
        on: [exec]
        steps: [{ id: fetch, run: make }, %s]
    """
        .formatted(
            random.nextBoolean() ? "timeout: 1h" : "",
            random.nextBoolean(),
            fanOut(random),
            random.nextInt(3) == 0 ? fanOut(random) : "{ id: roll, run: make }");
  }

  private static String fanOut(Random random) {
    StringBuilder with = new StringBuilder("event_type: rolled_out");
    if (random.nextInt(4) > 0) {
      with.append(", concurrency_limit: ").append(1 + random.nextInt(3));
    }
    if (random.nextBoolean()) {
      with.append(", timeout: 1h");
    }
    if (random.nextInt(4) == 0) {
      with.append(", wait_for_children: false");
    }
    if (random.nextBoolean()) {
      with.append(", on_child_failure: continue");
    }
    return "{ id: roll-out, uses: tako/fan-out@v1, continue_on_error: %s, with: { %s } }"
        .formatted(random.nextBoolean(), with);
  }
}
