package org.tideline.schema;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who this module may know: the layers' ground, which knows none of them. */
class PackageDependenciesTest {
  // Plain tests, since a filter of single tests silently leaves out ArchUnit's own kind.
  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.tideline.schema");

  @Test
  void knowsViewsTheHBaseClientAndPlainLibraries() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "org.tideline.schema..",
                "org.tideline.views..",
                "org.apache.hadoop.conf",
                "org.apache.hadoop.fs",
                "org.apache.hadoop.hbase..",
                "org.apache.kafka..",
                "org.apache.avro..",
                "org.apache.lucene.store",
                "org.apache.lucene.util..",
                "org.apache.commons.text..",
                "com.fasterxml.jackson..",
                "org.slf4j"))
        .check(MODULE);
  }

  @Test
  void hasNoJobsInIt() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.apache.hadoop.hbase.mapred..", "org.apache.hadoop.hbase.mapreduce.."))
        .check(MODULE);
  }

  @Test
  void onlyTheLogKnowsKafka() {
    noClasses()
        .that(resideOutsideOfPackages("org.tideline.schema.log.."))
        .should()
        .dependOnClassesThat(resideInAPackage("org.apache.kafka.."))
        .check(MODULE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.tideline.schema.(*)..").should().beFreeOfCycles().check(MODULE);
  }
}
