package org.tideline.schema.progress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.lucene.store.DataOutput;
import org.tideline.schema.format.StoredFields;
import org.tideline.schema.format.StoredValue;
import org.tideline.views.realtime.Checkpoint;
import org.tideline.views.realtime.Flush;
import org.tideline.views.realtime.Flush.Stamped;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Settled;
import org.tideline.views.realtime.Tally;
import org.tideline.views.time.Bucket;
import org.tideline.views.window.EventClock;

/**
 * The row of one partition of one epoch. A write by a stale writer loses to that of a later
 * position, since both bear the stamp of their position.
 *
 * <pre>
 *   row        epoch, 8 digits | "/" | partition, 5 digits
 *   family     p
 *   qualifier  checkpoint  formatVersion(1) | position(vlong) | bucketStart(vlong) | firstPosition(vlong)
 *                          | maxIngestTime(vlong) | leaderEpoch + 1(vint), 0 for none
 *                          | superseded(vlong) | quarantined(vlong) | documents(vlong) | occurrences(vlong)
 *                          | watermark(zlong) | late(vlong) | ahead(vlong)
 *              frontier    formatVersion(1) | position(vlong) | maxIngestTime(vlong)
 *                          | superseded(vlong) | quarantined(vlong) | documents(vlong) | occurrences(vlong)
 *                          | watermark(zlong) | late(vlong) | ahead(vlong)
 *              settled     formatVersion(1) | position(vlong)
 *              stop        formatVersion(1) | reason | detail      the reason is "" where it goes on again
 *   timestamp  stamp of the position
 * </pre>
 *
 * Checkpoint and frontier have version 3; version 2, without watermark, late and ahead, is read as
 * before the first put; version 1, without documents and occurrences too, as if both were 0. Stop
 * and settled position have version 1; where there is none, as in rows of older releases,
 * everything below the frontier is settled. Example, the frontier at position 300 of a partition
 * whose ingest time is 10,000, with 2 current documents of 7 terms together and watermark 13, 1
 * late record and none ahead:
 *
 * <pre>
 *   row  00000001/00000      frontier  03 ac 02 90 4e 00 00 02 07 1a 01 00
 * </pre>
 */
public final class ProgressRow {
  /** The column family. */
  public static final byte[] FAMILY = Bytes.toBytes("p");

  private static final byte[] CHECKPOINT = Bytes.toBytes("checkpoint");
  private static final byte[] FRONTIER = Bytes.toBytes("frontier");
  private static final byte[] SETTLED = Bytes.toBytes("settled");
  private static final byte[] STOP = Bytes.toBytes("stop");
  private static final int FORMAT_VERSION = 3;
  private static final int WITHOUT_CLOCK = 2;
  private static final int WITHOUT_DOCUMENTS = 1;
  private static final int STOP_VERSION = 1;
  private static final int SETTLED_VERSION = 1;

  private ProgressRow() {}

  private static byte[] row(int epoch, int partition) {
    return "%08d/%05d".formatted(epoch, partition).getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes the frontier and the settled position of a flush, and its checkpoint if it has one. */
  public static Put put(int epoch, Flush flush) {
    int partition = flush.segment().partition();
    Put put =
        put(
            epoch,
            partition,
            new Stamped<>(flush.frontierStamp(), flush.frontier()),
            flush.settled());
    flush
        .checkpoint()
        .ifPresent(
            checkpoint ->
                put.addColumn(FAMILY, CHECKPOINT, checkpoint.stamp(), encode(checkpoint)));
    return put;
  }

  /**
   * Writes how far a partition is readable, and how far its rows have everything: in one put, since
   * a frontier alone would say that everything below it is settled.
   */
  public static Put put(int epoch, int partition, Stamped<Frontier> frontier, Settled settled) {
    return new Put(row(epoch, partition))
        .addColumn(FAMILY, FRONTIER, frontier.stamp(), encode(frontier.value()))
        .addColumn(
            FAMILY,
            SETTLED,
            settled.stamp(),
            StoredValue.encode(SETTLED_VERSION, out -> out.writeVLong(settled.position())));
  }

  /**
   * Writes whether a partition may go on from {@code checkpoint}. An empty stop is written, not
   * deleted: the marker of a delete would hide a later stop at the same checkpoint.
   */
  public static Put put(int epoch, int partition, Checkpoint checkpoint, Optional<Stop> stop) {
    return new Put(row(epoch, partition)).addColumn(FAMILY, STOP, checkpoint.stamp(), encode(stop));
  }

  /** Reads the progress of one partition. */
  public static Get get(int epoch, int partition) {
    return new Get(row(epoch, partition)).addFamily(FAMILY);
  }

  /** Reads the progress of all partitions of an epoch, in their order. */
  public static Scan scan(int epoch) {
    return new Scan().withStartRow(row(epoch, 0)).withStopRow(row(epoch + 1, 0)).addFamily(FAMILY);
  }

  /** The partition of a row that was found. */
  public static int partition(Result row) {
    return Integer.parseInt(Bytes.toString(row.getRow()).substring("00000000/".length()));
  }

  /** The checkpoint in {@code row}, if it has one. */
  public static Optional<Checkpoint> checkpoint(Result row) {
    int version = version(row, CHECKPOINT);
    return decode(
        version,
        row,
        CHECKPOINT,
        in -> {
          long position = in.readVLong();
          Bucket bucket = new Bucket(in.readVLong(), in.readVLong());
          long maxIngestTime = in.readVLong();
          return new Checkpoint(
              position,
              bucket,
              maxIngestTime,
              readLeaderEpoch(in),
              readTally(version, in),
              readClock(version, in));
        });
  }

  /** The frontier in {@code row}, if it has one. */
  public static Optional<Frontier> frontier(Result row) {
    int version = version(row, FRONTIER);
    return decode(
        version,
        row,
        FRONTIER,
        in ->
            new Frontier(
                in.readVLong(), in.readVLong(), readTally(version, in), readClock(version, in)));
  }

  /** How far the rows of terms have everything, if the row has a frontier. */
  public static Optional<Settled> settled(Result row) {
    Optional<Long> position = decode(SETTLED_VERSION, row, SETTLED, StoredFields::readVLong);
    return position.isPresent()
        ? position.map(found -> new Settled(found, timestamp(row, SETTLED)))
        : frontier(row).map(all -> new Settled(all.position(), timestamp(row, FRONTIER)));
  }

  private static long timestamp(Result row, byte[] qualifier) {
    return row.getColumnLatestCell(FAMILY, qualifier).getTimestamp();
  }

  /** Why the partition of {@code row} may not go on, unless it went on since. */
  public static Optional<Stop> stop(Result row) {
    return decode(
            STOP_VERSION,
            row,
            STOP,
            in -> {
              String reason = in.readString();
              String detail = in.readString();
              return reason.isEmpty()
                  ? Optional.<Stop>empty()
                  : Optional.of(new Stop(reason(reason), detail));
            })
        .flatMap(stop -> stop);
  }

  private static byte[] encode(Checkpoint checkpoint) {
    return StoredValue.encode(
        FORMAT_VERSION,
        out -> {
          out.writeVLong(checkpoint.position());
          out.writeVLong(checkpoint.bucket().start());
          out.writeVLong(checkpoint.bucket().firstPosition());
          out.writeVLong(checkpoint.maxIngestTime());
          out.writeVInt(checkpoint.leaderEpoch().map(leaderEpoch -> leaderEpoch + 1).orElse(0));
          writeTally(out, checkpoint.tally());
          writeClock(out, checkpoint.clock());
        });
  }

  private static byte[] encode(Frontier frontier) {
    return StoredValue.encode(
        FORMAT_VERSION,
        out -> {
          out.writeVLong(frontier.position());
          out.writeVLong(frontier.maxIngestTime());
          writeTally(out, frontier.tally());
          writeClock(out, frontier.clock());
        });
  }

  private static byte[] encode(Optional<Stop> stop) {
    return StoredValue.encode(
        STOP_VERSION,
        out -> {
          StoredValue.writeString(out, stop.map(found -> found.reason().name()).orElse(""));
          StoredValue.writeString(out, stop.map(Stop::detail).orElse(""));
        });
  }

  private static Stop.Reason reason(String name) throws IOException {
    return Arrays.stream(Stop.Reason.values())
        .filter(reason -> reason.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "expected one of the reasons %s, found \"%s\""
                        .formatted(Arrays.toString(Stop.Reason.values()), name)));
  }

  private static Optional<Integer> readLeaderEpoch(StoredFields in) throws IOException {
    int plusOne = in.readVInt();
    return plusOne == 0 ? Optional.empty() : Optional.of(plusOne - 1);
  }

  private static void writeTally(DataOutput out, Tally tally) throws IOException {
    out.writeVLong(tally.superseded());
    out.writeVLong(tally.quarantined());
    out.writeVLong(tally.documents());
    out.writeVLong(tally.occurrences());
  }

  private static Tally readTally(int version, StoredFields in) throws IOException {
    return version == WITHOUT_DOCUMENTS
        ? new Tally(in.readVLong(), in.readVLong(), 0, 0)
        : new Tally(in.readVLong(), in.readVLong(), in.readVLong(), in.readVLong());
  }

  private static void writeClock(DataOutput out, EventClock clock) throws IOException {
    out.writeZLong(clock.watermark());
    out.writeVLong(clock.late());
    out.writeVLong(clock.ahead());
  }

  private static EventClock readClock(int version, StoredFields in) throws IOException {
    return version < FORMAT_VERSION
        ? EventClock.START
        : new EventClock(in.readZLong(), in.readVLong(), in.readVLong());
  }

  /** The version of a column, if it is an old one that is known, else the one that it should be. */
  private static int version(Result row, byte[] qualifier) {
    return Optional.ofNullable(row.getColumnLatestCell(FAMILY, qualifier))
        .filter(cell -> cell.getValueLength() > 0)
        .map(cell -> (int) cell.getValueArray()[cell.getValueOffset()])
        .filter(version -> version == WITHOUT_DOCUMENTS || version == WITHOUT_CLOCK)
        .orElse(FORMAT_VERSION);
  }

  private static <T> Optional<T> decode(
      int version, Result row, byte[] qualifier, StoredValue.Reader<T> fields) {
    return Optional.ofNullable(row.getColumnLatestCell(FAMILY, qualifier))
        .map(
            cell ->
                StoredValue.decode(
                    version,
                    cell.getValueArray(),
                    cell.getValueOffset(),
                    cell.getValueLength(),
                    () ->
                        "progress row \"%s\", column p:%s"
                            .formatted(Bytes.toString(row.getRow()), Bytes.toString(qualifier)),
                    fields));
  }
}
