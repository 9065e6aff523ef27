package org.tideline.schema.document;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.StoredValue;
import org.tideline.views.realtime.Flush.Stamped;
import org.tideline.views.realtime.Outcome;

/**
 * The row of a record that changed no view: superseded, or quarantined with its reason.
 *
 * <pre>
 *   row        partition(4, big-endian) | position(8, big-endian)
 *   family     o
 *   qualifier  outcome
 *   timestamp  stamp of the record
 *   value      formatVersion(1) | kind(1) | id | fields
 *                kind 1, superseded:   eventTime(zlong) | currentEventTime(zlong)
 *                kind 2, quarantined:  reason
 * </pre>
 *
 * Rows sort by partition, then position. Example, position 2 of partition 1 with the id {@code a},
 * event time 1, superseded by one of event time 3:
 *
 * <pre>
 *   row  00 00 00 01 00 00 00 00 00 00 00 02      value  01 01 01 61 02 06
 * </pre>
 */
public final class OutcomeRow {
  /** The column family. */
  public static final byte[] FAMILY = Bytes.toBytes("o");

  private static final byte[] OUTCOME = Bytes.toBytes("outcome");
  private static final int FORMAT_VERSION = 1;
  private static final byte SUPERSEDED = 1;
  private static final byte QUARANTINED = 2;

  private OutcomeRow() {}

  /** Writes what became of a record of {@code partition}. */
  public static Put put(int partition, Stamped<Outcome> outcome) {
    return new Put(row(partition, outcome.value().position()))
        .addColumn(FAMILY, OUTCOME, outcome.stamp(), encode(outcome.value()));
  }

  /** Reads the outcomes of the records of {@code partition} at positions {@code [from, to)}. */
  public static Scan scan(int partition, long from, long to) {
    return new Scan()
        .withStartRow(row(partition, from))
        .withStopRow(row(partition, to))
        .addFamily(FAMILY);
  }

  /** Reads those of {@code partition} at positions below {@code to}, the last ones first. */
  public static Scan scanBack(int partition, long to) {
    return new Scan()
        .withStartRow(row(partition, to), false)
        .withStopRow(row(partition, 0), true)
        .setReversed(true)
        .addFamily(FAMILY);
  }

  private static byte[] row(int partition, long position) {
    return ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
        .putInt(partition)
        .putLong(position)
        .array();
  }

  private static byte[] encode(Outcome outcome) {
    return StoredValue.encode(
        FORMAT_VERSION,
        out -> {
          if (outcome instanceof Outcome.Superseded superseded) {
            out.writeByte(SUPERSEDED);
            StoredValue.writeString(out, superseded.id());
            out.writeZLong(superseded.eventTime());
            out.writeZLong(superseded.currentEventTime());
          } else if (outcome instanceof Outcome.Quarantined quarantined) {
            out.writeByte(QUARANTINED);
            StoredValue.writeString(out, quarantined.id());
            StoredValue.writeString(out, quarantined.reason());
          }
        });
  }

  /**
   * The outcome in {@code row}.
   *
   * @throws CorruptDataException if it is not of this format
   */
  public static Outcome outcome(Result row) {
    long position = ByteBuffer.wrap(row.getRow()).getLong(Integer.BYTES);
    Cell cell = row.getColumnLatestCell(FAMILY, OUTCOME);
    return StoredValue.decode(
        FORMAT_VERSION,
        cell.getValueArray(),
        cell.getValueOffset(),
        cell.getValueLength(),
        () -> "outcomes row \"%s\", column o:outcome".formatted(Bytes.toStringBinary(row.getRow())),
        in -> {
          byte kind = in.readByte();
          String id = in.readString();
          return switch (kind) {
            case SUPERSEDED -> new Outcome.Superseded(position, id, in.readZLong(), in.readZLong());
            case QUARANTINED -> new Outcome.Quarantined(position, id, in.readString());
            default -> throw new IOException("expected kind 1 or 2, found " + kind);
          };
        });
  }
}
