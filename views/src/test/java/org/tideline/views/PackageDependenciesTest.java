package org.tideline.views;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * The views know no engine, and their packages know each other in one direction only. Plain tests:
 * as fields for ArchUnit's own runner the rules were found and never checked.
 */
class PackageDependenciesTest {
  private static final JavaClasses VIEWS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.tideline.views");

  @Test
  void viewsKnowNoEngine() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.hadoop..",
            "org.apache.storm..",
            "org.apache.kafka..",
            "com.fasterxml.jackson..")
        .check(VIEWS);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("org.tideline.views.(*)..").should().beFreeOfCycles().check(VIEWS);
  }
}
