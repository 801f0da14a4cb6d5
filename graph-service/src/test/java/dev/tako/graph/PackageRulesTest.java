package dev.tako.graph;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PackageRulesTest {
  @Test
  void the_graph_itself_touches_no_technology() {
    // Given
    JavaClasses all =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tako.graph");

    // When
    var rule =
        classes()
            .that()
            .resideInAPackage("dev.tako.graph.graph..")
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                    "java..",
                    "dev.tako.graph.graph..",
                    "dev.tako.contract",
                    "dev.tako.manifest..",
                    "org.jspecify.annotations..",
                    "org.pcollections.."));

    // Then
    rule.check(all);
  }
}
