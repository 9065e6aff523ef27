package org.tideline.speed;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class PackageDependenciesTest {
  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.tideline.speed");

  @Test
  void knowsTheViewsTheSchemaAndItsEngines() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "org.tideline.speed..",
                "org.tideline.schema..",
                "org.tideline.views..",
                "org.apache.hadoop.conf",
                "org.apache.hadoop.hbase",
                "org.apache.hadoop.hbase.client..",
                "org.apache.hadoop.util",
                "org.apache.kafka..",
                "org.apache.storm..",
                "com.esotericsoftware.kryo..",
                "org.slf4j"))
        .check(MODULE);
  }

  @Test
  void onlyTheReaderOfTheLogKnowsKafka() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.tideline.speed.log")
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.apache.kafka.."))
        .check(MODULE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.tideline.speed.(*)..").should().beFreeOfCycles().check(MODULE);
  }
}
