package org.tideline.schema.generation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.client.CheckAndMutate;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.filter.ColumnPrefixFilter;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * The generations table.
 *
 * <pre>
 *   row                  family m, qualifier       value
 *   serving              json                      {@link Serving}, timestamp = its revision
 *                        change:00000012           {@link ServingChange} to revision 12, timestamp 12
 *   epoch/00000001       json                      {@link Epoch}, timestamp 1
 *   generation/00000001  json                      {@link Manifest}, timestamp 1
 *                        step:words (one a step)   {@link StepRecord}, timestamp 1
 *                        certificate               {@link Certificate}, timestamp 1
 *                        lease:words (one a step)  {@link Lease}, timestamp = its beat
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
  private static final String CHANGE = "change:";
  private static final byte[] CERTIFICATE = Bytes.toBytes("certificate");
  private static final String LEASE = "lease:";
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
    return replaceServing(
        expected,
        next,
        new Put(SERVING).addColumn(FAMILY, JSON, next.revision(), MetadataJson.encode(next)));
  }

  /**
   * The same, with a note why.
   *
   * @param change to the revision of {@code next}
   */
  public boolean replaceServing(Serving expected, Serving next, ServingChange change)
      throws IOException {
    return replaceServing(
        Optional.of(expected),
        next,
        new Put(SERVING)
            .addColumn(FAMILY, JSON, next.revision(), MetadataJson.encode(next))
            .addColumn(
                FAMILY,
                Bytes.toBytes(CHANGE + "%08d".formatted(next.revision())),
                next.revision(),
                MetadataJson.encode(change)));
  }

  private boolean replaceServing(Optional<Serving> expected, Serving next, Put put)
      throws IOException {
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
        new Scan()
            .setStartStopRowForPrefixScan(Bytes.toBytes("generation/"))
            .addColumn(FAMILY, JSON);
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
    Result result =
        table.get(
            new Get(generationRow(generation))
                .addFamily(FAMILY)
                .setFilter(new ColumnPrefixFilter(Bytes.toBytes(STEP))));
    List<StepRecord> steps = new ArrayList<>();
    for (Cell cell : result.isEmpty() ? new Cell[0] : result.rawCells()) {
      String qualifier = Bytes.toString(CellUtil.cloneQualifier(cell));
      steps.add(
          MetadataJson.decode(
              CellUtil.cloneValue(cell), StepRecord.class, where(result, qualifier)));
    }
    return steps;
  }

  /** All changes of the serving row, the last one first. */
  public List<ServingChange> changes() throws IOException {
    Result row =
        table.get(
            new Get(SERVING)
                .addFamily(FAMILY)
                .setFilter(new ColumnPrefixFilter(Bytes.toBytes(CHANGE))));
    List<ServingChange> changes = new ArrayList<>();
    for (Cell cell : row.isEmpty() ? new Cell[0] : row.rawCells()) {
      String qualifier = Bytes.toString(CellUtil.cloneQualifier(cell));
      changes.add(
          0,
          MetadataJson.decode(
              CellUtil.cloneValue(cell), ServingChange.class, where(row, qualifier)));
    }
    return changes;
  }

  /** Whether a generation serves or ever did: that is written in one with the row that says so. */
  public boolean served(int generation) throws IOException {
    return changes().stream().anyMatch(change -> change.letServe(generation));
  }

  /** Writes what certify found, in the place of what it found before. */
  public void recordCertificate(Certificate certificate) throws IOException {
    table.put(
        new Put(generationRow(certificate.generation()))
            .addColumn(FAMILY, CERTIFICATE, WRITTEN_ONCE, MetadataJson.encode(certificate)));
  }

  /** The certificate of a generation, if it was certified. */
  public Optional<Certificate> certificate(int generation) throws IOException {
    return read(
        table.get(new Get(generationRow(generation)).addColumn(FAMILY, CERTIFICATE)),
        CERTIFICATE,
        Certificate.class);
  }

  /** A certificate as the generations table has it, for a file of its own. */
  public static byte[] written(Certificate certificate) {
    return MetadataJson.encode(certificate);
  }

  /** Who works on a step of a generation. */
  public Lease lease(int generation, String step) throws IOException {
    byte[] column = Bytes.toBytes(LEASE + step);
    return read(
            table.get(new Get(generationRow(generation)).addColumn(FAMILY, column)),
            column,
            Lease.class)
        .orElse(Lease.FREE);
  }

  /** The steps of a generation that somebody works on, or did. */
  public SortedSet<String> leased(int generation) throws IOException {
    Result row =
        table.get(
            new Get(generationRow(generation))
                .addFamily(FAMILY)
                .setFilter(new ColumnPrefixFilter(Bytes.toBytes(LEASE))));
    SortedSet<String> steps = new TreeSet<>();
    for (Cell cell : row.isEmpty() ? new Cell[0] : row.rawCells()) {
      steps.add(Bytes.toString(CellUtil.cloneQualifier(cell)).substring(LEASE.length()));
    }
    return steps;
  }

  /** Puts {@code next} in the place of {@code expected}; whether it is there now. */
  public boolean replaceLease(int generation, String step, Lease expected, Lease next)
      throws IOException {
    byte[] row = generationRow(generation);
    byte[] column = Bytes.toBytes(LEASE + step);
    Put put = new Put(row).addColumn(FAMILY, column, next.beat(), MetadataJson.encode(next));
    CheckAndMutate.Builder condition = CheckAndMutate.newBuilder(row);
    if (expected.equals(Lease.FREE)) {
      condition.ifNotExists(FAMILY, column);
    } else {
      condition.ifEquals(FAMILY, column, MetadataJson.encode(expected));
    }
    return table.checkAndMutate(condition.build(put)).isSuccess()
        || lease(generation, step).equals(next);
  }

  private static <T> Optional<T> read(Result row, Class<T> type) {
    return read(row, JSON, type);
  }

  private static <T> Optional<T> read(Result row, byte[] qualifier, Class<T> type) {
    return Optional.ofNullable(row.getValue(FAMILY, qualifier))
        .map(json -> MetadataJson.decode(json, type, where(row, Bytes.toString(qualifier))));
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
