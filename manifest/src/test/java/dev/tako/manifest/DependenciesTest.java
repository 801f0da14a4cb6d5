package dev.tako.manifest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.tako.manifest",
    importOptions = ImportOption.DoNotIncludeTests.class)
class DependenciesTest {

  @ArchTest
  static final ArchRule the_language_needs_only_the_jdk_yaml_cel_versions_cron_and_similar_words =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.tako.manifest..",
              "java.lang..",
              "java.math..",
              "java.net..",
              "java.nio..",
              "java.io..",
              "java.time..",
              "java.util..",
              "org.jspecify.annotations..",
              "org.yaml.snakeyaml..",
              "dev.cel..",
              "com.google.common.collect..", // in the signatures of CEL
              "org.semver4j..",
              "com.cronutils..",
              "org.apache.commons.text.similarity..");

  @ArchTest
  static final ArchRule yaml_stays_out_of_expressions_and_templates =
      classes()
          .that()
          .resideInAnyPackage("..expression..", "..template..")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("org.yaml.snakeyaml..", "dev.tako.manifest");

  @ArchTest
  static final ArchRule packages_do_not_depend_on_each_other_in_a_circle =
      slices().matching("dev.tako.(manifest..)").should().beFreeOfCycles();
}
