package org.tideline.batch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who the batch layer may know: what lies below it and its own engines, never another layer. */
class PackageDependenciesTest {
  // Plain tests, since a filter of single tests silently leaves out ArchUnit's own kind.
  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.tideline.batch");

  @Test
  void knowsWhatLiesBelowItHadoopHBaseAndKafka() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "org.tideline.batch..",
                "org.tideline.schema..",
                "org.tideline.views..",
                "org.apache.hadoop..",
                "org.apache.kafka.clients..",
                "org.apache.kafka.common..",
                "org.apache.avro..",
                "com.github.luben.zstd",
                "org.apache.lucene.analysis..",
                "org.apache.lucene.util",
                "org.roaringbitmap..",
                "com.fasterxml.jackson..",
                "org.slf4j"))
        .check(MODULE);
  }

  @Test
  void knowsNoOtherLayer() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.apache.storm..",
                "org.tideline.speed..",
                "org.tideline.query..",
                "org.tideline.cli.."))
        .check(MODULE);
  }

  @Test
  void onlyWhatHoldsTheLayersAgainstEachOtherKnowsWhatTheSpeedLayerStores() {
    noClasses()
        .that(
            resideOutsideOfPackages("org.tideline.batch.certify..", "org.tideline.batch.publish.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.tideline.views.realtime..",
                "org.tideline.schema.progress..",
                "org.tideline.schema.document.."))
        .check(MODULE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.tideline.batch.(*)..").should().beFreeOfCycles().check(MODULE);
  }
}
