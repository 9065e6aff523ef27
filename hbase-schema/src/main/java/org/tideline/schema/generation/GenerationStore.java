package org.tideline.schema.generation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.client.CheckAndMutate;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * The generations table.
 *
 * <pre>
 *   row                  family m, qualifier       value
 *   serving              json                      {@link Serving}, timestamp = its revision
 *   epoch/00000001       json                      {@link Epoch}, timestamp 1
 *   generation/00000001  json                      {@link Manifest}, timestamp 1
 *                        step:words (one a step)   {@link StepRecord}, timestamp 1
 * </pre>
 *
 * All values are JSON with a {@code formatVersion}. Not safe for use by several threads.
 */
public final class GenerationStore {
  /** The column family. */
  public static final byte[] FAMILY = Bytes.toBytes("m");

  private static final byte[] JSON = Bytes.toBytes("json");
  private static final byte[] SERVING = Bytes.toBytes("serving");
  private static final String STEP = "step:";
  private static final long WRITTEN_ONCE = 1;

  private final Table table;

  /** Works on {@code table}, which stays the caller's. */
  public GenerationStore(Table table) {
    this.table = table;
  }

  /** The serving row; empty before the first epoch was opened. */
  public Optional<Serving> serving() throws IOException {
    return serving(table.get(servingGet()));
  }

  /** How to read the serving row with another client. */
  public static Get servingGet() {
    return new Get(SERVING).addColumn(FAMILY, JSON);
  }

  /** The serving row in what {@link #servingGet} gave. */
  public static Optional<Serving> serving(Result row) {
    return read(row, Serving.class);
  }

  /**
   * Makes {@code next} serve if {@code expected} does, or nothing where that is empty.
   *
   * @return whether it serves now; if not, somebody else has changed the row
   */
  public boolean replaceServing(Optional<Serving> expected, Serving next) throws IOException {
    Put put = new Put(SERVING).addColumn(FAMILY, JSON, next.revision(), MetadataJson.encode(next));
    CheckAndMutate.Builder condition = CheckAndMutate.newBuilder(SERVING);
    if (expected.isPresent()) {
      condition.ifEquals(FAMILY, JSON, MetadataJson.encode(expected.get()));
    } else {
      condition.ifNotExists(FAMILY, JSON);
    }
    // The client repeats a call whose answer was lost; the condition then fails on what it wrote.
    return table.checkAndMutate(condition.build(put)).isSuccess()
        || serving().equals(Optional.of(next));
  }

  /** The epoch of that number, if it was opened. */
  public Optional<Epoch> epoch(int number) throws IOException {
    return epoch(table.get(epochGet(number)));
  }

  /** How to read an epoch with another client. */
  public static Get epochGet(int number) {
    return new Get(epochRow(number)).addColumn(FAMILY, JSON);
  }

  /** The epoch in what {@link #epochGet} gave. */
  public static Optional<Epoch> epoch(Result row) {
    return read(row, Epoch.class);
  }

  /** Writes an epoch unless there is one of its number; whether it was written. */
  public boolean createEpoch(Epoch epoch) throws IOException {
    return create(epochRow(epoch.number()), epoch);
  }

  /** The manifest of a generation, if it was begun. */
  public Optional<Manifest> manifest(int generation) throws IOException {
    return read(
        table.get(new Get(generationRow(generation)).addColumn(FAMILY, JSON)), Manifest.class);
  }

  /** Writes a manifest unless there is one of its number; whether it was written. */
  public boolean createManifest(Manifest manifest) throws IOException {
    return create(generationRow(manifest.generation()), manifest);
  }

  /** All manifests, ascending. */
  public List<Manifest> manifests() throws IOException {
    List<Manifest> manifests = new ArrayList<>();
    Scan scan =
        new Scan().setStartStopRowForPrefixScan(Bytes.toBytes("generation/")).addFamily(FAMILY);
    try (ResultScanner rows = table.getScanner(scan)) {
      for (Result row : rows) {
        read(row, Manifest.class).ifPresent(manifests::add);
      }
    }
    return manifests;
  }

  /** Notes that a step of a generation is done. */
  public void recordStep(int generation, StepRecord step) throws IOException {
    table.put(
        new Put(generationRow(generation))
            .addColumn(
                FAMILY,
                Bytes.toBytes(STEP + step.step()),
                WRITTEN_ONCE,
                MetadataJson.encode(step)));
  }

  /** The steps of a generation that are done, by name. */
  public List<StepRecord> steps(int generation) throws IOException {
    Result result = table.get(new Get(generationRow(generation)).addFamily(FAMILY));
    List<StepRecord> steps = new ArrayList<>();
    for (Cell cell : result.isEmpty() ? new Cell[0] : result.rawCells()) {
      String qualifier = Bytes.toString(CellUtil.cloneQualifier(cell));
      if (qualifier.startsWith(STEP)) {
        steps.add(
            MetadataJson.decode(
                CellUtil.cloneValue(cell), StepRecord.class, where(result, qualifier)));
      }
    }
    return steps;
  }

  private static <T> Optional<T> read(Result row, Class<T> type) {
    return Optional.ofNullable(row.getValue(FAMILY, JSON))
        .map(json -> MetadataJson.decode(json, type, where(row, "json")));
  }

  private static String where(Result row, String qualifier) {
    return "generations row \"%s\", column m:%s".formatted(Bytes.toString(row.getRow()), qualifier);
  }

  private boolean create(byte[] row, Object metadata) throws IOException {
    Put put = new Put(row).addColumn(FAMILY, JSON, WRITTEN_ONCE, MetadataJson.encode(metadata));
    return table
        .checkAndMutate(CheckAndMutate.newBuilder(row).ifNotExists(FAMILY, JSON).build(put))
        .isSuccess();
  }

  private static byte[] epochRow(int number) {
    return "epoch/%08d".formatted(number).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] generationRow(int number) {
    return "generation/%08d".formatted(number).getBytes(StandardCharsets.US_ASCII);
  }
}
