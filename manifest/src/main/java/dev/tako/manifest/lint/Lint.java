package dev.tako.manifest.lint;

import dev.tako.manifest.Manifest;
import dev.tako.manifest.Places;
import java.util.List;

/// Holds a manifest that is valid against every [Rule].
public final class Lint {

  private Lint() {}

  /// @param file the name to show in findings
  /// @param content the text that `manifest` was read from
  /// @return warnings in the order of the file
  public static List<Finding> check(String file, String content, Manifest manifest) {
    Findings findings = new Findings(file, manifest, Places.of(content));
    for (Rule rule : Rule.values()) {
      switch (rule) {
        case RAW_IN_SCRIPT -> StepRules.rawInScript(findings);
        case UNUSED_INPUT -> InputRules.unused(findings);
        case UNUSED_SECRET -> StepRules.unusedSecret(findings);
        case DEFAULT_OF_REQUIRED -> InputRules.defaultOfRequired(findings);
        case TEMPLATE_IN_DEFAULT -> InputRules.templateInDefault(findings);
        case EMPTY_PAYLOAD -> StepRules.emptyPayload(findings);
        case HIDDEN_EVENT -> StepRules.hiddenEvent(findings);
        case FAN_OUT_WITHOUT_TIMEOUT -> StepRules.fanOutWithoutTimeout(findings);
        case ARTIFACT_WITHOUT_STEP -> EdgeRules.artifactWithoutStep(findings);
        case BRANCH_AS_ARTIFACT -> EdgeRules.branchAsArtifact(findings);
        case DEPENDENT_TWICE -> EdgeRules.dependentTwice(findings);
        case SUBSCRIPTION_TWICE -> EdgeRules.subscriptionTwice(findings);
        case RANGE_WITHOUT_VERSION -> RangeRules.withoutVersion(findings);
      }
    }
    return findings.inOrderOfTheFile();
  }
}
