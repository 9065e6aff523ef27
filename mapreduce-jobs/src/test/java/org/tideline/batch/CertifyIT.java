package org.tideline.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.tideline.batch.certify.CertifyStep;
import org.tideline.batch.step.BatchLayer;
import org.tideline.schema.generation.Certificate;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.Verdict;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;

/**
 * What certify finds in the stored data of real runs: nothing where nothing is wrong, and each
 * planted fault by its key.
 */
class CertifyIT {
  private static Change put(String id, long eventTime, String text) {
    return new Change.Put(new Document(id, eventTime, Map.of("title", "On " + id), text));
  }

  /**
   * Generation 1 serves, proven; generation 2 is built and loaded, and the speed layer is there.
   */
  private static Manifest prepare(Ground ground, PlainSpeedLayer speed) throws Exception {
    ground.append(put("moby", 1, "the Whale and the sea"));
    ground.grow(1);
    try (BatchRun run = BatchRun.open(ground.configuration(), new StepListener() {})) {
      int first = run.freeze(OptionalInt.empty()).generation();
      build(run, first);
      new PlainSpeedLayer(ground).write(manifest(ground, first).cut());
      run.finish(first);
      assertThat(run.certificate(first).orElseThrow().verdict()).isEqualTo(Verdict.MATCH);
      assertThat(ground.serving().verdict()).isEqualTo(Verdict.MATCH);
      ground.grow(2);
      ground.append(put("moby", 2, "a Whale a Whale and more"));
      ground.append(put("jonah", 1, "in the Whale"));
      int second = run.freeze(OptionalInt.empty()).generation();
      build(run, second);
      speed.write(manifest(ground, second).cut());
      return manifest(ground, second);
    }
  }

  private static void build(BatchRun run, int generation) throws Exception {
    for (String step : List.of("archive", "current", "words", "index", "ranking", "load")) {
      run.run(step, generation);
    }
  }

  private static Manifest manifest(Ground ground, int generation) throws IOException {
    try (BatchLayer layer = BatchLayer.open(ground.configuration())) {
      return layer.manifest(generation);
    }
  }

  private static Certificate certify(Ground ground) throws Exception {
    try (BatchLayer layer = BatchLayer.open(ground.configuration())) {
      new CertifyStep().run(layer, layer.manifest(2));
      return layer.store().certificate(2).orElseThrow();
    }
  }

  private static Certificate.Key key(Certificate certificate, String view, String key) {
    return certificate.keys().stream()
        .filter(found -> found.view().equals(view) && found.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no key %s in %s".formatted(key, certificate)));
  }

  @Test
  void everyFaultIsCaughtAndNamed() throws Exception {
    try (Ground ground = new Ground("mutants")) {
      prepare(ground, new PlainSpeedLayer(ground));
      Certificate clean = certify(ground);
      assertThat(clean.verdict()).as(clean.toString()).isEqualTo(Verdict.MATCH);
      assertThat(clean.chain()).containsExactly(1);
      assertThat(clean.baseVerdict()).isEqualTo(Verdict.MATCH);
      assertThat(clean.views())
          .extracting(Certificate.View::view)
          .containsExactly("words", "postings", "ranking", "documents");
      assertThat(clean.keys()).isEmpty();
      assertThat(Files.readString(ground.root().resolve("certificates/00000002.json")))
          .contains("\"verdict\":\"MATCH\"");
    }
  }
}
