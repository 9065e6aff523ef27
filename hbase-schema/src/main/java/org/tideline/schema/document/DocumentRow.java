package org.tideline.schema.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.util.Bytes;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.StoredFields;
import org.tideline.schema.format.StoredValue;
import org.tideline.views.certify.PlainView;
import org.tideline.views.certify.StableHash;
import org.tideline.views.document.Content;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.Version;
import org.tideline.views.realtime.Flush.Stamped;
import org.tideline.views.time.Cut;

/**
 * The row of a document: every version that became current, each under its own stamp.
 *
 * <pre>
 *   row        document id, UTF-8
 *   family     d
 *   qualifier  version     formatVersion(1) | kind(1): 1 put, 2 delete | eventTime(zlong) | position(vlong)
 *              attributes  formatVersion(1) | count(vint) | that many: name, value    absent if there are none
 *              text        formatVersion(1) | UTF-8, to the end                       absent in a delete
 *   timestamp  stamp of the version's record, the same for its parts
 * </pre>
 *
 * A part belongs to the version of its own timestamp and to no other: the newest text of a deleted
 * document is that of an older version. Example, the delete at event time 1 and position 300:
 *
 * <pre>
 *   version  01 02 02 ac 02
 * </pre>
 */
public final class DocumentRow {
  /** The column family. */
  public static final byte[] FAMILY = Bytes.toBytes("d");

  private static final byte[] VERSION = Bytes.toBytes("version");
  private static final byte[] ATTRIBUTES = Bytes.toBytes("attributes");
  private static final byte[] TEXT = Bytes.toBytes("text");

  private static final int FORMAT_VERSION = 1;
  private static final byte PUT = 1;
  private static final byte DELETE = 2;

  private DocumentRow() {}

  /** Writes a version that became current. */
  public static Put put(Stamped<DocumentVersion> stamped) {
    DocumentVersion version = stamped.value();
    long stamp = stamped.stamp();
    Put put = new Put(version.id().getBytes(StandardCharsets.UTF_8));
    put.addColumn(FAMILY, VERSION, stamp, encode(version));
    version
        .content()
        .ifPresent(
            content -> {
              if (!content.attributes().isEmpty()) {
                put.addColumn(FAMILY, ATTRIBUTES, stamp, encode(content.attributes()));
              }
              put.addColumn(FAMILY, TEXT, stamp, encode(content.text()));
            });
    return put;
  }

  private static byte[] encode(DocumentVersion version) {
    return StoredValue.encode(
        FORMAT_VERSION,
        out -> {
          out.writeByte(version.content().isPresent() ? PUT : DELETE);
          out.writeZLong(version.version().eventTime());
          out.writeVLong(version.version().position());
        });
  }

  private static byte[] encode(Map<String, String> attributes) {
    return StoredValue.encode(FORMAT_VERSION, out -> StoredValue.writeStrings(out, attributes));
  }

  private static byte[] encode(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] value = new byte[utf8.length + 1];
    value[0] = FORMAT_VERSION;
    System.arraycopy(utf8, 0, value, 1, utf8.length);
    return value;
  }

  /** Reads the version of {@code id} that is current now. */
  public static Get get(String id) {
    return new Get(id.getBytes(StandardCharsets.UTF_8)).addFamily(FAMILY);
  }

  /** Reads the version of {@code id} that was current before the record with {@code stamp}. */
  public static Get getBefore(String id, long stamp) {
    try {
      return get(id).setTimeRange(0, stamp);
    } catch (IOException e) {
      throw new IllegalArgumentException("time range up to " + stamp, e);
    }
  }

  /** Reads the version of every document that was current at {@code cut}, in the order of ids. */
  public static Scan scanBelow(Cut cut) {
    try {
      return new Scan().addFamily(FAMILY).setTimeRange(0, cut.stamp());
    } catch (IOException e) {
      throw new IllegalArgumentException("time range up to " + cut.stamp(), e);
    }
  }

  /**
   * The newest version in {@code row}, if there is any.
   *
   * @throws CorruptDataException if a part is not of this format, or the text of a put is missing
   */
  public static Optional<Stamped<DocumentVersion>> newest(Result row) {
    return Optional.ofNullable(row.getColumnLatestCell(FAMILY, VERSION))
        .map(cell -> new Stamped<>(cell.getTimestamp(), decode(row, cell)));
  }

  /**
   * What the newest version in {@code row} comes to in the view of documents, {@link
   * PlainView#documentValues}; its text is hashed where it lies.
   *
   * @throws CorruptDataException as {@link #newest}, but a text need not be UTF-8
   */
  public static Optional<long[]> newestValues(Result row) {
    return Optional.ofNullable(row.getColumnLatestCell(FAMILY, VERSION))
        .map(
            head ->
                decodeHead(
                    head,
                    (version, deleted) ->
                        PlainView.documentValues(
                            version,
                            deleted
                                ? OptionalLong.empty()
                                : OptionalLong.of(hashOfContent(row, head)))));
  }

  private static DocumentVersion decode(Result row, Cell head) {
    String id = Bytes.toString(row.getRow());
    return decodeHead(
        head,
        (version, deleted) ->
            new DocumentVersion(
                id, version, deleted ? Optional.empty() : Optional.of(content(row, head))));
  }

  private interface Head<T> {
    T of(Version version, boolean deleted);
  }

  private static <T> T decodeHead(Cell head, Head<T> reader) {
    return decodePart(
        head,
        in -> {
          byte kind = in.readByte();
          if (kind != PUT && kind != DELETE) {
            throw new IOException("expected kind 1 or 2, found " + kind);
          }
          return reader.of(new Version(in.readZLong(), in.readVLong()), kind == DELETE);
        });
  }

  private static long hashOfContent(Result row, Cell head) {
    Map<String, String> attributes = attributes(row, head);
    return decodePart(text(row, head), in -> StableHash.ofContent(attributes, in.readRemaining()));
  }

  private static Content content(Result row, Cell head) {
    return new Content(
        attributes(row, head), decodePart(text(row, head), StoredFields::readRemainingString));
  }

  private static Map<String, String> attributes(Result row, Cell head) {
    return part(row, ATTRIBUTES, head)
        .map(cell -> decodePart(cell, StoredFields::readStrings))
        .orElse(Map.of());
  }

  private static Cell text(Result row, Cell head) {
    return part(row, TEXT, head)
        .orElseThrow(
            () ->
                new CorruptDataException(
                    "%s: expected a text at the same timestamp, found none"
                        .formatted(where(head))));
  }

  private static Optional<Cell> part(Result row, byte[] qualifier, Cell head) {
    return Optional.ofNullable(row.getColumnLatestCell(FAMILY, qualifier))
        .filter(cell -> cell.getTimestamp() == head.getTimestamp());
  }

  private static <T> T decodePart(Cell cell, StoredValue.Reader<T> fields) {
    return StoredValue.decode(
        FORMAT_VERSION,
        cell.getValueArray(),
        cell.getValueOffset(),
        cell.getValueLength(),
        () -> where(cell),
        fields);
  }

  private static String where(Cell cell) {
    return "documents row \"%s\", column d:%s"
        .formatted(
            Bytes.toStringBinary(CellUtil.cloneRow(cell)),
            Bytes.toString(CellUtil.cloneQualifier(cell)));
  }
}
