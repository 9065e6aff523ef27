package org.tideline.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The reader knows views, schema and the HBase client, and no layer. */
class PackageDependenciesTest {
  // A plain test, since a filter of single tests silently leaves out ArchUnit's own kind.
  @Test
  void knowsNoLayer() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.tideline.batch..",
            "org.tideline.speed..",
            "org.tideline.cli..",
            "org.apache.storm..",
            "org.apache.kafka..",
            "org.apache.hadoop.mapreduce..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.tideline.query"));
  }
}
