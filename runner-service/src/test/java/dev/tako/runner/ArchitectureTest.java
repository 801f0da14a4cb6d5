package dev.tako.runner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The nouns are pure; a technology knows the nouns, but no other technology.
@AnalyzeClasses(packages = "dev.tako.runner", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String[] NOUNS = {
    "dev.tako.runner.step..",
    "dev.tako.runner.dependency..",
    "dev.tako.runner.secret..",
    "dev.tako.runner.workspace.."
  };

  @ArchTest
  static final ArchRule nouns_know_only_the_jdk_the_contract_and_the_language =
      classes()
          .that()
          .resideInAnyPackage(NOUNS)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify..",
              "dev.tako.contract",
              "dev.tako.manifest..",
              "dev.tako.runner.step..",
              "dev.tako.runner.dependency..",
              "dev.tako.runner.secret..",
              "dev.tako.runner.workspace..");

  @ArchTest
  static final ArchRule only_a_step_knows_steps =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.tako.runner.workspace..",
              "dev.tako.runner.dependency..",
              "dev.tako.runner.secret..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.tako.runner.step..");

  @ArchTest
  static final ArchRule git_knows_no_other_technology =
      knowsNoOther("git", "kafka", "process", "blob");

  @ArchTest
  static final ArchRule kafka_knows_no_other_technology =
      knowsNoOther("kafka", "git", "process", "blob");

  @ArchTest
  static final ArchRule processes_know_no_other_technology =
      knowsNoOther("process", "git", "kafka", "blob");

  @ArchTest
  static final ArchRule blobs_know_no_other_technology =
      knowsNoOther("blob", "git", "kafka", "process");

  private static ArchRule knowsNoOther(String technology, String... others) {
    String[] packages = new String[others.length];
    for (int i = 0; i < others.length; i++) {
      packages[i] = "dev.tako.runner." + others[i] + "..";
    }
    return noClasses()
        .that()
        .resideInAPackage("dev.tako.runner." + technology + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }
}
