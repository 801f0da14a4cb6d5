package dev.tako.coordinator;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.tako.coordinator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule run_is_pure =
      classes()
          .that()
          .resideInAPackage("dev.tako.coordinator.run..")
          .should()
          .onlyDependOnClassesThat(
              pure().or(resideInAnyPackage("dev.tako.coordinator.run..", "org.pcollections..")));

  @ArchTest
  static final ArchRule trigger_is_pure =
      classes()
          .that()
          .resideInAPackage("dev.tako.coordinator.trigger..")
          .should()
          .onlyDependOnClassesThat(pure().or(resideInAnyPackage("dev.tako.coordinator.trigger..")));

  private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> pure() {
    return resideInAnyPackage(
            "java..",
            "javax.crypto..",
            "dev.tako.contract..",
            "dev.tako.manifest..",
            "org.jspecify..")
        .and(resideOutsideOfPackage("dev.tako.contract.kafka.."))
        .and(resideOutsideOfPackage("java.sql.."))
        .and(resideOutsideOfPackage("java.net.http.."));
  }
}
