package org.tideline.batch.certify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.client.Table;
import org.tideline.batch.step.BatchLayer;
import org.tideline.batch.step.BatchStep;
import org.tideline.batch.step.GenerationFiles;
import org.tideline.batch.step.StepException;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.generation.Certificate;
import org.tideline.schema.generation.GenerationStore;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.RunKind;
import org.tideline.schema.generation.Verdict;
import org.tideline.schema.progress.ReachedCut;
import org.tideline.schema.settings.GenerationSettings;
import org.tideline.schema.settings.TidelineConfiguration;
import org.tideline.views.certify.Side;

/**
 * Holds a new generation, as it is stored, against the base and the realtime views that it is to
 * replace, and writes down what it found: the certificate. What becomes of the generation is the
 * next step's matter.
 */
public final class CertifyStep implements BatchStep {
  /** Its name. */
  public static final String NAME = "certify";

  private static final long POLL_MS = 50;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Long> run(BatchLayer layer, Manifest manifest)
      throws IOException, InterruptedException {
    Certificate certificate = certify(layer, manifest);
    write(layer, certificate);
    Map<String, Long> counted = new TreeMap<>();
    for (Certificate.View view : certificate.views()) {
      counted.put(view.view(), view.total(Side.GENERATION).pairs());
    }
    long differing = certificate.views().stream().mapToLong(Certificate.View::differing).sum();
    counted.put("differing", differing);
    return counted;
  }

  private static Certificate certify(BatchLayer layer, Manifest manifest)
      throws IOException, InterruptedException {
    Clock clock = new Clock();
    Compared compared = Compared.open(layer, manifest.generation());
    Optional<Certificate> base = layer.store().certificate(manifest.base());
    Optional<String> unproven = uncovered(compared);
    if (unproven.isEmpty()) {
      unproven = awaitSpeedLayer(compared);
      clock.lap("wait");
    }
    if (unproven.isPresent()) {
      return certificate(
          compared, base, Verdict.UNPROVEN, unproven.get(), new Findings(false), clock);
    }
    GenerationFiles files = layer.files(manifest.generation());
    Comparison comparison = new Comparison(compared, base, files.building(NAME));
    boolean recounted = false;
    String trouble = "";
    boolean agree;
    try {
      agree = comparison.compare(base);
      clock.lap("compare");
      if (!agree) {
        comparison.nameKeys();
        clock.lap("name");
      }
    } catch (StepException | CorruptDataException e) {
      // Such as a stored cell that cannot be read: the generation is held, not stuck.
      files.sweep(NAME);
      String reason = "could not be compared: " + e.getMessage();
      return certificate(
          compared, base, Verdict.MISMATCH_UNDECIDED, reason, new Findings(false), clock);
    }
    if (!agree) {
      try {
        comparison.recount();
        recounted = true;
      } catch (StepException e) {
        trouble = "; the recount failed: " + e.getMessage();
      }
      clock.lap("recount");
    }
    Findings findings = comparison.findings(recounted);
    files.sweep(NAME);
    Verdict verdict = Verdict.of(findings.faults());
    if (verdict == Verdict.MATCH && restsOnUnproven(compared.manifest(), base)) {
      // The files that it was built on were never compared with anything: what is wrong in them is
      // wrong on both sides.
      String reason =
          "agrees, but was built on generation %d, which is unproven; a full run can be proven"
              .formatted(compared.manifest().base());
      return certificate(compared, base, Verdict.UNPROVEN, reason, findings, clock);
    }
    return certificate(compared, base, verdict, reason(findings) + trouble, findings, clock);
  }

  private static boolean restsOnUnproven(Manifest manifest, Optional<Certificate> base) {
    return manifest.kind() == RunKind.INCREMENTAL
        && base.map(Certificate::verdict).orElse(Verdict.UNPROVEN) == Verdict.UNPROVEN;
  }

  /** Why the realtime views do not go back to the base's cut, if they do not. */
  private static Optional<String> uncovered(Compared compared) throws IOException {
    long from = compared.baseCut().ingestTime();
    if (from < compared.epoch().since()) {
      return Optional.of(
          "epoch %d is complete from ingest time %d on, the base's cut is at %d"
              .formatted(compared.epoch().number(), compared.epoch().since(), from));
    }
    long floor = compared.layer().serving().floor();
    return floor > from
        ? Optional.of(
            "realtime views below ingest time %d are gone, the base's cut is at %d"
                .formatted(floor, from))
        : Optional.empty();
  }

  /** Waits until the speed layer is where the batch layer ends; why it is not, if it is not. */
  private static Optional<String> awaitSpeedLayer(Compared compared)
      throws IOException, InterruptedException {
    TidelineConfiguration configuration = compared.layer().configuration();
    long timeout = GenerationSettings.from(configuration).certifyTimeout();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout);
    try (Table progress =
        compared.layer().connection().getTable(compared.layer().names().progress())) {
      while (true) {
        SortedMap<Integer, Long> behind =
            ReachedCut.behind(
                progress,
                compared.epoch().number(),
                compared.epoch().startPositions(),
                compared.manifest().cut());
        if (behind.isEmpty()) {
          return Optional.empty();
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return Optional.of(behind(compared, behind, timeout));
        }
        TimeUnit.MILLISECONDS.sleep(Math.min(left, POLL_MS));
      }
    }
  }

  private static String behind(Compared compared, SortedMap<Integer, Long> behind, long timeout) {
    return "the speed layer did not reach the cut within %d ms: %s"
        .formatted(
            timeout,
            behind.entrySet().stream()
                .map(
                    partition ->
                        "partition %d is at %d, the cut at %d"
                            .formatted(
                                partition.getKey(),
                                partition.getValue(),
                                compared.manifest().cut().positions().get(partition.getKey())))
                .collect(Collectors.joining(", ")));
  }

  private static String reason(Findings findings) {
    List<String> reasons = new ArrayList<>();
    for (Certificate.View view : findings.views()) {
      boolean baseFails = view.ranges().stream().anyMatch(range -> !range.baseHolds());
      if (view.differing() > 0) {
        reasons.add(
            "%d of the %s differ, first %s"
                .formatted(view.differing(), view.view(), first(findings, view.view())));
      } else if (baseFails) {
        reasons.add("the base's %s are not what its certificate says".formatted(view.view()));
      }
    }
    return String.join("; ", reasons);
  }

  private static String first(Findings findings, String view) {
    return findings.keys().stream()
        .filter(key -> key.view().equals(view))
        .findFirst()
        .map(key -> "\"%s\"".formatted(key.key()))
        .orElse("none");
  }

  private static Certificate certificate(
      Compared compared,
      Optional<Certificate> base,
      Verdict verdict,
      String reason,
      Findings findings,
      Clock clock) {
    Manifest manifest = compared.manifest();
    List<Integer> chain = new ArrayList<>();
    if (manifest.kind() == RunKind.INCREMENTAL) {
      chain.addAll(base.map(Certificate::chain).orElse(List.of()));
      chain.add(manifest.base());
    }
    return new Certificate(
        manifest.generation(),
        verdict,
        reason,
        manifest.base(),
        manifest.base() == 0
            ? Verdict.MATCH
            : base.map(Certificate::verdict).orElse(Verdict.UNPROVEN),
        compared.baseCut(),
        manifest.cut(),
        chain,
        compared.epoch().number(),
        compared.epoch().settings(),
        findings.views(),
        findings.keys(),
        System.currentTimeMillis(),
        clock.laps());
  }

  private static void write(BatchLayer layer, Certificate certificate) throws IOException {
    layer.store().recordCertificate(certificate);
    Path file = file(layer, certificate.generation());
    try (var out = layer.files().create(file, true)) {
      out.write(GenerationStore.written(certificate));
    }
  }

  /** Where a copy of the certificate is, for those who have no HBase at hand. */
  public static Path file(BatchLayer layer, int generation) {
    return new Path(new Path(layer.root(), "certificates"), "%08d.json".formatted(generation));
  }

  /** How long what took. */
  private static final class Clock {
    private final Map<String, Long> laps = new TreeMap<>();
    private long last = System.nanoTime();

    void lap(String what) {
      long now = System.nanoTime();
      laps.put(what, TimeUnit.NANOSECONDS.toMillis(now - last));
      last = now;
    }

    Map<String, Long> laps() {
      return laps;
    }
  }
}
