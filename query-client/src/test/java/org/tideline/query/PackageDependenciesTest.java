package org.tideline.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The reader knows views, schema and the HBase client, and no layer. */
@AnalyzeClasses(
    packages = "org.tideline.query",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PackageDependenciesTest {
  @ArchTest
  static final ArchRule KNOWS_NO_LAYER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.tideline.batch..",
              "org.tideline.speed..",
              "org.tideline.cli..",
              "org.apache.storm..",
              "org.apache.kafka..",
              "org.apache.hadoop.mapreduce..");
}
