package org.tideline.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The command may know all layers; inside it, wording, engines and documents stay apart. */
class PackageDependenciesTest {
  private static final String[] SERVERS = {
    "org.apache.storm..",
    "org.apache.zookeeper..",
    "kafka..",
    "org.apache.hadoop.hbase.master..",
    "org.apache.hadoop.hbase.regionserver..",
    "org.apache.hadoop.metrics2.."
  };

  // Plain tests, since a filter of single tests silently leaves out ArchUnit's own kind.
  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.tideline.cli");

  @Test
  void platformKnowsEnginesAndSettingsButNoLayerAndNoCommand() {
    noClasses()
        .that()
        .resideInAPackage("org.tideline.cli.platform")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.tideline.batch..",
                "org.tideline.speed..",
                "org.tideline.query..",
                "org.tideline.views..",
                "org.tideline.cli",
                "org.tideline.cli.ingest..",
                "org.tideline.cli.demo..",
                "picocli.."))
        .check(MODULE);
  }

  @Test
  void onlyThePlatformAndWhatPutsTheProductOnItKnowServers() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.tideline.cli.platform")
        .and()
        .doNotHaveSimpleName("LocalTideline")
        .should()
        .dependOnClassesThat(resideInAnyPackage(SERVERS))
        .check(MODULE);
  }

  @Test
  void onlyCommandsKnowTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.tideline.cli")
        .should()
        .dependOnClassesThat(resideInAnyPackage("picocli..", "me.tongfei.progressbar.."))
        .check(MODULE);
  }

  @Test
  void ingestKnowsTheLogAndNoView() {
    classes()
        .that()
        .resideInAPackage("org.tideline.cli.ingest")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "org.tideline.cli.ingest",
                "org.tideline.schema.log",
                "org.tideline.views.document",
                "org.apache.kafka.clients.producer",
                "org.apache.kafka.common..",
                "org.roaringbitmap..",
                "com.fasterxml.jackson.."))
        .check(MODULE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.tideline.cli.(*)..").should().beFreeOfCycles().check(MODULE);
  }
}
