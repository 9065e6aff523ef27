package org.tideline.batch.freeze;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.TableNotFoundException;
import org.apache.hadoop.hbase.client.Admin;
import org.tideline.batch.base.BaseFiles;
import org.tideline.batch.certify.SpeedLayer;
import org.tideline.batch.current.CurrentStep;
import org.tideline.batch.step.BatchLayer;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.generation.Certificate;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.RunKind;
import org.tideline.schema.generation.Serving;
import org.tideline.schema.generation.Verdict;
import org.tideline.schema.table.BatchTable;
import org.tideline.schema.table.Schema;

/** What the generation that serves is like, as the base of the next run. */
final class BaseState {
  private final BatchLayer layer;
  private final Serving serving;

  BaseState(BatchLayer layer, Serving serving) {
    this.layer = layer;
    this.serving = serving;
  }

  KindChoice.Circumstances circumstances(boolean asked) throws IOException {
    return new KindChoice.Circumstances(
        asked,
        serving.generation(),
        incremental(),
        layer.settings().fullEvery(),
        mismatch(),
        provable(),
        serving.generation() == 0 ? Optional.empty() : unusable());
  }

  /** How many runs up to its own were incremental, one after the other. */
  private int incremental() throws IOException {
    int runs = 0;
    int generation = serving.generation();
    while (generation > 0) {
      Manifest manifest = layer.manifest(generation);
      if (manifest.kind() == RunKind.FULL) {
        break;
      }
      runs++;
      generation = manifest.base();
    }
    return runs;
  }

  /** Also of a generation that was held: the next one is to be built without what it was. */
  private boolean mismatch() throws IOException {
    List<Manifest> begun = layer.store().manifests();
    for (int i = begun.size() - 1; i >= 0; i--) {
      Optional<Certificate> last = layer.store().certificate(begun.get(i).generation());
      if (last.isPresent() && last.get().verdict() != Verdict.UNPROVEN) {
        return last.get().verdict().isAlarm();
      }
    }
    return false;
  }

  /**
   * While the speed layer is far behind nothing could be proven: the runs of that time need not all
   * be full.
   */
  private boolean provable() throws IOException {
    return serving.generation() > 0
        && serving.verdict() == Verdict.UNPROVEN
        && SpeedLayer.hasReached(layer, layer.manifest(serving.generation()));
  }

  private Stream<BatchTable> kept() {
    return layer.tables().stream().filter(BaseFiles.KEPT::contains);
  }

  private Optional<String> unusable() throws IOException {
    for (String made :
        Stream.concat(Stream.of(CurrentStep.NAME), kept().map(BatchTable::key)).toList()) {
      Path folder = layer.files(serving.generation()).made(made);
      if (!layer.files().exists(folder)) {
        return Optional.of("%s is gone".formatted(folder));
      }
    }
    try (Admin admin = layer.connection().getAdmin()) {
      for (BatchTable table : kept().toList()) {
        TableName name = table.of(layer.names(), serving.generation());
        // Its descriptor says of what format the files are that were loaded into it.
        Schema.requireFormat(table, admin.getDescriptor(name));
      }
    } catch (TableNotFoundException | CorruptDataException e) {
      return Optional.of(
          "generation %d was built by another release".formatted(serving.generation()));
    }
    return Optional.empty();
  }
}
