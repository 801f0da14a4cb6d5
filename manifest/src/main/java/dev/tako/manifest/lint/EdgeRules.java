package dev.tako.manifest.lint;

import dev.tako.manifest.Artifact;
import dev.tako.manifest.Dependent;
import dev.tako.manifest.FanOutStep;
import dev.tako.manifest.Subscription;
import dev.tako.manifest.lint.Findings.PlacedStep;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Rules about what connects a repository with others.
final class EdgeRules {

  private static final Set<String> BRANCHES =
      Set.of("main", "master", "develop", "trunk", "HEAD", "mainline");

  private EdgeRules() {}

  static void artifactWithoutStep(Findings findings) {
    Set<String> produced = new HashSet<>();
    for (PlacedStep placed : findings.steps()) {
      if (placed.step().produces() != null) {
        produced.add(placed.step().produces().artifact());
      }
      if (placed.step() instanceof FanOutStep fanOut) {
        produced.add(fanOut.artifact());
      }
    }
    for (Artifact artifact : findings.manifest().artifacts().values()) {
      String name = artifact.name();
      if (!name.equals(Artifact.DEFAULT) && !produced.contains(name)) {
        findings.add(
            Rule.ARTIFACT_WITHOUT_STEP,
            "artifacts." + name,
            "no step produces the artifact '" + name + "', so that it never has an event",
            "write `produces: { artifact: " + name + " }` in the step that makes it");
      }
    }
  }

  static void branchAsArtifact(Findings findings) {
    List<Subscription> subscriptions = findings.manifest().subscriptions();
    for (int i = 0; i < subscriptions.size(); i++) {
      String artifact = subscriptions.get(i).artifact().artifact();
      if (BRANCHES.contains(artifact)) {
        findings.add(
            Rule.BRANCH_AS_ARTIFACT,
            "subscriptions[" + i + "].artifact",
            "'" + artifact + "' stands where an artifact is named, and looks like a branch",
            "write "
                + subscriptions.get(i).artifact().fullName()
                + ":default for the artifact that every repository has");
      }
    }
  }

  static void dependentTwice(Findings findings) {
    List<Dependent> dependents = findings.manifest().dependents();
    for (int i = 0; i < dependents.size(); i++) {
      Dependent second = dependents.get(i);
      for (Dependent first : dependents.subList(0, i)) {
        if (first.repo().equals(second.repo()) && carrySame(first, second)) {
          findings.add(
              Rule.DEPENDENT_TWICE,
              "dependents[" + i + "]",
              second.repo() + " stands twice, first in line " + first.at().line(),
              "leave out one of them, or give each `workflows` of its own");
          break;
        }
      }
    }
  }

  private static boolean carrySame(Dependent first, Dependent second) {
    return first.workflows().isEmpty()
        || second.workflows().isEmpty()
        || !Collections.disjoint(first.workflows(), second.workflows());
  }

  static void subscriptionTwice(Findings findings) {
    List<Subscription> subscriptions = findings.manifest().subscriptions();
    for (int i = 0; i < subscriptions.size(); i++) {
      Subscription second = subscriptions.get(i);
      for (Subscription first : subscriptions.subList(0, i)) {
        if (areSame(first, second)) {
          findings.add(
              Rule.SUBSCRIPTION_TWICE,
              "subscriptions[" + i + "]",
              "the subscription to "
                  + second.artifact()
                  + " stands twice, first in line "
                  + first.at().line(),
              "leave out one of them, or the workflow runs twice for one event");
          break;
        }
      }
    }
  }

  private static boolean areSame(Subscription first, Subscription second) {
    return first.artifact().equals(second.artifact())
        && !Collections.disjoint(first.events(), second.events())
        && Objects.equals(first.schemaVersion(), second.schemaVersion())
        && first.filters().equals(second.filters())
        && first.workflow().equals(second.workflow())
        && first.inputs().equals(second.inputs());
  }
}
