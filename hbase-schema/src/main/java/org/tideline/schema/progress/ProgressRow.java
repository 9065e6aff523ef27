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
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Tally;
import org.tideline.views.time.Bucket;

/**
 * The row of one partition of one epoch. A write by a stale writer loses to that of a later
 * position, since both bear the stamp of their position.
 *
 * <pre>
 *   row        epoch, 8 digits | "/" | partition, 5 digits
 *   family     p
 *   qualifier  checkpoint  formatVersion(1) | position(vlong) | bucketStart(vlong) | firstPosition(vlong)
 *                          | maxIngestTime(vlong) | leaderEpoch + 1(vint), 0 for none
 *                          | superseded(vlong) | quarantined(vlong)
 *              frontier    formatVersion(1) | position(vlong) | maxIngestTime(vlong)
 *                          | superseded(vlong) | quarantined(vlong)
 *              stop        formatVersion(1) | reason | detail      the reason is "" where it goes on again
 *   timestamp  stamp of the position
 * </pre>
 *
 * Example, the frontier at position 300 of a partition whose ingest time is 10,000:
 *
 * <pre>
 *   row  00000001/00000      frontier  01 ac 02 90 4e 00 00
 * </pre>
 */
public final class ProgressRow {
  /** The column family. */
  public static final byte[] FAMILY = Bytes.toBytes("p");

  private static final byte[] CHECKPOINT = Bytes.toBytes("checkpoint");
  private static final byte[] FRONTIER = Bytes.toBytes("frontier");
  private static final byte[] STOP = Bytes.toBytes("stop");
  private static final int FORMAT_VERSION = 1;

  private ProgressRow() {}

  private static byte[] row(int epoch, int partition) {
    return "%08d/%05d".formatted(epoch, partition).getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes the frontier of a flush, and its checkpoint if it has one. */
  public static Put put(int epoch, Flush flush) {
    Put put = new Put(row(epoch, flush.segment().partition()));
    put.addColumn(FAMILY, FRONTIER, flush.frontierStamp(), encode(flush.frontier()));
    flush
        .checkpoint()
        .ifPresent(
            checkpoint ->
                put.addColumn(FAMILY, CHECKPOINT, checkpoint.stamp(), encode(checkpoint)));
    return put;
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
    return decode(
        row,
        CHECKPOINT,
        in -> {
          long position = in.readVLong();
          Bucket bucket = new Bucket(in.readVLong(), in.readVLong());
          long maxIngestTime = in.readVLong();
          return new Checkpoint(
              position, bucket, maxIngestTime, readLeaderEpoch(in), readTally(in));
        });
  }

  /** The frontier in {@code row}, if it has one. */
  public static Optional<Frontier> frontier(Result row) {
    return decode(row, FRONTIER, in -> new Frontier(in.readVLong(), in.readVLong(), readTally(in)));
  }

  /** Why the partition of {@code row} may not go on, unless it went on since. */
  public static Optional<Stop> stop(Result row) {
    return decode(
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
        });
  }

  private static byte[] encode(Frontier frontier) {
    return StoredValue.encode(
        FORMAT_VERSION,
        out -> {
          out.writeVLong(frontier.position());
          out.writeVLong(frontier.maxIngestTime());
          writeTally(out, frontier.tally());
        });
  }

  private static byte[] encode(Optional<Stop> stop) {
    return StoredValue.encode(
        FORMAT_VERSION,
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
  }

  private static Tally readTally(StoredFields in) throws IOException {
    return new Tally(in.readVLong(), in.readVLong());
  }

  private static <T> Optional<T> decode(
      Result row, byte[] qualifier, StoredValue.Reader<T> fields) {
    return Optional.ofNullable(row.getColumnLatestCell(FAMILY, qualifier))
        .map(
            cell ->
                StoredValue.decode(
                    FORMAT_VERSION,
                    cell.getValueArray(),
                    cell.getValueOffset(),
                    cell.getValueLength(),
                    () ->
                        "progress row \"%s\", column p:%s"
                            .formatted(Bytes.toString(row.getRow()), Bytes.toString(qualifier)),
                    fields));
  }
}
