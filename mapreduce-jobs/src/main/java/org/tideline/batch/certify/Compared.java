package org.tideline.batch.certify;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.tideline.batch.step.BatchLayer;
import org.tideline.schema.generation.Epoch;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.table.BatchTable;
import org.tideline.views.certify.Side;
import org.tideline.views.time.Buckets;
import org.tideline.views.time.Cut;

/**
 * What is compared: a new generation, its base, and the realtime views between their cuts.
 *
 * @param realtime the tables that may hold cells between the two cuts
 */
record Compared(
    BatchLayer layer, Manifest manifest, Epoch epoch, Cut baseCut, List<TableName> realtime) {

  static Compared open(BatchLayer layer, int generation) throws IOException {
    Manifest manifest = layer.manifest(generation);
    Epoch epoch = layer.epoch(manifest);
    Cut baseCut = layer.baseCut(manifest);
    Buckets periods = new Buckets(layer.epochSettings().realtimePeriod());
    SortedMap<Long, TableName> tables = new TreeMap<>();
    try (Admin admin = layer.connection().getAdmin()) {
      Pattern own = Pattern.compile(Pattern.quote(layer.names().namespace()) + ":realtime_.*");
      for (TableName table : admin.listTableNames(own)) {
        layer
            .names()
            .periodStart(epoch.number(), table)
            .ifPresent(start -> tables.put(start, table));
      }
    }
    long first = periods.start(baseCut.ingestTime());
    return new Compared(
        layer,
        manifest,
        epoch,
        baseCut,
        List.copyOf(tables.subMap(first, manifest.cut().ingestTime()).values()));
  }

  /** Whether there is a base with tables: generation 0 has none. */
  boolean hasBase() {
    return manifest.base() > 0;
  }

  /** These sides, and that of the base if there is one. */
  Set<Side> withBase(Side first, Side... more) {
    Set<Side> sides = EnumSet.of(first, more);
    if (hasBase()) {
      sides.add(Side.BASE);
    }
    return sides;
  }

  TableName ofBase(BatchTable table) {
    return table.of(layer.names(), manifest.base());
  }

  TableName ofGeneration(BatchTable table) {
    return table.of(layer.names(), manifest.generation());
  }
}
