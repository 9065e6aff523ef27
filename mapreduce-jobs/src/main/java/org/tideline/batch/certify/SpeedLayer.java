package org.tideline.batch.certify;

import java.io.IOException;
import org.apache.hadoop.hbase.client.Table;
import org.tideline.batch.step.BatchLayer;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.progress.ReachedCut;

/** How far the layer is that generations are held against. */
public final class SpeedLayer {
  private SpeedLayer() {}

  /** Whether it has reached the cut of a generation. */
  public static boolean hasReached(BatchLayer layer, Manifest manifest) throws IOException {
    Epoch epoch = layer.epoch(manifest);
    try (Table progress = layer.connection().getTable(layer.names().progress())) {
      return ReachedCut.behind(progress, epoch.number(), epoch.startPositions(), manifest.cut())
          .isEmpty();
    }
  }
}
