package dev.tako.graph;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.tako.graph", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] NOUNS = {
    "dev.tako.graph.graph..",
    "dev.tako.graph.walk..",
    "dev.tako.graph.cycle..",
    "dev.tako.graph.plan..",
    "dev.tako.graph.forecast..",
    "dev.tako.graph.query.."
  };

  @ArchTest
  static final ArchRule the_graph_and_what_is_asked_of_it_touch_no_technology =
      classes()
          .that()
          .resideInAnyPackage(NOUNS)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(NOUNS)
                  .or(
                      resideInAnyPackage(
                          "java..",
                          "dev.tako.contract",
                          "dev.tako.manifest..",
                          "org.jspecify.annotations..",
                          "org.pcollections.."))
                  .and(resideOutsideOfPackage("java.sql.."))
                  .and(resideOutsideOfPackage("java.net.http..")));

  @ArchTest
  static final ArchRule each_package_uses_only_those_under_it =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.tako.graph..")
          .layer("graph")
          .definedBy("dev.tako.graph.graph..")
          .layer("walk")
          .definedBy("dev.tako.graph.walk..")
          .layer("cycle")
          .definedBy("dev.tako.graph.cycle..")
          .layer("plan")
          .definedBy("dev.tako.graph.plan..")
          .layer("forecast")
          .definedBy("dev.tako.graph.forecast..")
          .layer("query")
          .definedBy("dev.tako.graph.query..")
          .whereLayer("graph")
          .mayNotAccessAnyLayer()
          .whereLayer("walk")
          .mayOnlyAccessLayers("graph")
          .whereLayer("cycle")
          .mayOnlyAccessLayers("graph", "walk")
          .whereLayer("plan")
          .mayOnlyAccessLayers("graph", "walk")
          .whereLayer("forecast")
          .mayOnlyAccessLayers("graph", "walk", "cycle", "plan")
          .whereLayer("query")
          .mayOnlyAccessLayers("graph", "walk", "cycle", "plan", "forecast");
}
