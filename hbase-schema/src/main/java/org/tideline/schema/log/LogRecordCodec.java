package org.tideline.schema.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.utils.Utils;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.StoredFields;
import org.tideline.schema.format.StoredValue;
import org.tideline.schema.settings.EpochSettings;
import org.tideline.views.certify.StableHash;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;
import org.tideline.views.document.DocumentId;
import org.tideline.views.document.LogRecord;
import org.tideline.views.view.Admission;

/**
 * The records of the log.
 *
 * <pre>
 *   key    document id, UTF-8; none in a tick
 *   value  formatVersion(1) | kind(1) | fields
 *            kind 1, put:     eventTime(zlong) | attributes(vint) | that many: name, value | text, to the end
 *            kind 2, delete:  eventTime(zlong)
 *            kind 3, tick:    none
 *   strings  vint length in bytes | UTF-8; the text has no length
 * </pre>
 *
 * Attributes are written in the order of their names. Example: the put of {@code a} at event time 1
 * without attributes and with the text {@code hi}:
 *
 * <pre>
 *   key 61    value 01 01 02 00 68 69
 * </pre>
 */
public final class LogRecordCodec {
  private static final int FORMAT_VERSION = 1;
  private static final byte PUT = 1;
  private static final byte DELETE = 2;
  private static final byte TICK = 3;

  private final int partitions;
  private final Admission admission;

  /** The codec for a log of that many partitions, for records that were admitted before. */
  public LogRecordCodec(int partitions) {
    this(partitions, Admission.OF_ALL);
  }

  /**
   * The codec for a log of that many partitions.
   *
   * @param admission quarantines what no view is to see
   */
  public LogRecordCodec(int partitions, Admission admission) {
    this.partitions = partitions;
    this.admission = admission;
  }

  /** The codec for the log of an epoch, where its records are seen for the first time. */
  public static LogRecordCodec admitting(EpochSettings settings) {
    return new LogRecordCodec(settings.partitions(), settings.admission());
  }

  /** The key of every record of the document {@code id}. */
  public static byte[] key(String id) {
    return id.getBytes(StandardCharsets.UTF_8);
  }

  /** The partition of a key: that of Kafka's own Java client. */
  public static int partition(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  /** The value of a put. */
  public static byte[] encode(Document document) {
    byte[] text = document.text().getBytes(StandardCharsets.UTF_8);
    return StoredValue.encode(
        FORMAT_VERSION,
        out -> {
          out.writeByte(PUT);
          out.writeZLong(document.eventTime());
          StoredValue.writeStrings(out, document.attributes());
          out.writeBytes(text, text.length);
        });
  }

  /** The value of a delete. */
  public static byte[] encode(Change.Delete delete) {
    return StoredValue.encode(
        FORMAT_VERSION,
        out -> {
          out.writeByte(DELETE);
          out.writeZLong(delete.eventTime());
        });
  }

  /** The value of a tick. */
  public static byte[] encodeTick() {
    return StoredValue.encode(FORMAT_VERSION, out -> out.writeByte(TICK));
  }

  /**
   * A record as both layers must understand it. One that is not of this format, that is longer than
   * {@link LogTopic#MAX_RECORD_BYTES}, or that stands in a partition to which its key does not
   * hash, is quarantined: it can be in no document's history.
   *
   * @param leaderEpoch as the log tells it; empty for the archive, which does not keep it
   * @param key empty where the record has none
   * @param value empty where the record has none
   */
  public LogRecord decode(
      int partition,
      long position,
      long logAppendTime,
      Optional<Integer> leaderEpoch,
      Optional<byte[]> key,
      Optional<byte[]> value) {
    return new LogRecord(position, logAppendTime, leaderEpoch, change(partition, key, value));
  }

  /**
   * What stands for the content of a put that was admitted before, {@link StableHash#ofContent};
   * empty for all other records. Its text is hashed where it lies, and need not be UTF-8.
   */
  public OptionalLong hashOfContent(int partition, Optional<byte[]> key, Optional<byte[]> value) {
    StoredFields in = new StoredFields();
    byte[] bytes = value.orElse(new byte[0]);
    try {
      in.begin(FORMAT_VERSION, bytes, 0, bytes.length);
      requireStorable((long) bytes.length + key.map(id -> id.length).orElse(0));
      if (in.readByte() != PUT) {
        return OptionalLong.empty();
      }
      id(partition, key);
      in.readZLong();
      return OptionalLong.of(StableHash.ofContent(in.readStrings(), in.readRemaining()));
    } catch (IOException e) {
      // Quarantined, as decode has it.
      return OptionalLong.empty();
    }
  }

  private Change change(int partition, Optional<byte[]> key, Optional<byte[]> value) {
    try {
      return value
          .map(bytes -> admission.admit(decode(partition, key, bytes)))
          .orElseThrow(() -> new CorruptDataException("record: expected a value, found none"));
    } catch (CorruptDataException e) {
      return new Change.Quarantined(key.map(LogRecordCodec::shown).orElse(""), e.getMessage());
    }
  }

  /** A foreign key may be megabytes of anything. */
  private static String shown(byte[] key) {
    return new String(key, 0, Math.min(key.length, DocumentId.MAX_BYTES), StandardCharsets.UTF_8);
  }

  private Change decode(int partition, Optional<byte[]> key, byte[] value) {
    return StoredValue.decode(
        FORMAT_VERSION,
        value,
        0,
        value.length,
        () -> "record",
        in -> {
          requireStorable((long) value.length + key.map(bytes -> bytes.length).orElse(0));
          byte kind = in.readByte();
          return switch (kind) {
            case PUT -> new Change.Put(readDocument(id(partition, key), in));
            case DELETE -> new Change.Delete(id(partition, key), in.readZLong());
            case TICK -> tick(key);
            default -> throw new IOException("expected kind 1, 2 or 3, found " + kind);
          };
        });
  }

  /** Kafka bounds a record only as it is compressed; HBase takes no cell beyond a limit. */
  private static void requireStorable(long bytes) throws IOException {
    if (bytes > LogTopic.MAX_RECORD_BYTES) {
      throw new IOException(
          "expected key and value of at most %d bytes, found %d"
              .formatted(LogTopic.MAX_RECORD_BYTES, bytes));
    }
  }

  private String id(int partition, Optional<byte[]> key) throws IOException {
    byte[] bytes =
        key.orElseThrow(() -> new IOException("expected the document's id as key, found none"));
    int home = partition(bytes, partitions);
    if (home != partition) {
      throw new IOException(
          "expected in partition %d of %d by its key, found in %d"
              .formatted(home, partitions, partition));
    }
    return StoredValue.strictUtf8(bytes, 0, bytes.length);
  }

  private static Document readDocument(String id, StoredFields in) throws IOException {
    return new Document(id, in.readZLong(), in.readStrings(), in.readRemainingString());
  }

  private static Change tick(Optional<byte[]> key) throws IOException {
    if (key.isPresent()) {
      throw new IOException(
          "expected a tick without key, found one of %d bytes".formatted(key.get().length));
    }
    return new Change.Tick();
  }
}
