package org.tideline.schema.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tideline.schema.format.PutRow.bytes;
import static org.tideline.schema.format.PutRow.value;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.PutRow;
import org.tideline.views.certify.PlainView;
import org.tideline.views.document.Content;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.document.Version;
import org.tideline.views.realtime.Flush.Stamped;

class DocumentRowTest {
  private static Put put(long stamp, long eventTime, long position, Optional<Content> content) {
    return DocumentRow.put(
        new Stamped<>(
            stamp, new DocumentVersion("moby", new Version(eventTime, position), content)));
  }

  private static Optional<Content> content(String text) {
    return Optional.of(new Content(Map.of(), text));
  }

  /** A row with a part replaced by other bytes. */
  private static Result row(String qualifier, String hex) {
    Put put = put(5, 1, 300, Optional.of(new Content(Map.of("k", "v"), "hi")));
    put.getFamilyCellMap().get(DocumentRow.FAMILY).removeIf(cell -> qualifier.equals(name(cell)));
    put.addColumn(DocumentRow.FAMILY, Bytes.toBytes(qualifier), 5, bytes(hex));
    return PutRow.read(put);
  }

  private static String name(Cell cell) {
    return Bytes.toString(
        cell.getQualifierArray(), cell.getQualifierOffset(), cell.getQualifierLength());
  }

  @Test
  void writesTheBytesOfItsExample() {
    assertThat(value(put(5, 1, 300, Optional.empty()), "version")).isEqualTo("01 02 02 ac 02");
  }

  @Test
  void writesPartsOfPut() {
    Put put = put(5, 1, 300, Optional.of(new Content(Map.of("b", "2", "a", "1"), "hi")));
    assertThat(put.getRow()).isEqualTo(Bytes.toBytes("moby"));
    assertThat(value(put, "version")).isEqualTo("01 01 02 ac 02");
    assertThat(value(put, "attributes")).isEqualTo("01 02 01 61 01 31 01 62 01 32");
    assertThat(value(put, "text")).isEqualTo("01 68 69");
    assertThat(PutRow.timestamps(put)).containsExactly(5L, 5L, 5L);
  }

  @Test
  void readsNewestVersion() {
    Result row = PutRow.read(put(5, 1, 300, content("old")), put(9, 2, 400, content("new")));
    assertThat(DocumentRow.newest(row))
        .contains(
            new Stamped<>(9, new DocumentVersion("moby", new Version(2, 400), content("new"))));
  }

  @Test
  void takesNoPartOfAnOlderVersion() {
    Result deleted =
        PutRow.read(
            put(5, 1, 300, Optional.of(new Content(Map.of("k", "v"), "old"))),
            put(9, 2, 400, Optional.empty()));
    assertThat(DocumentRow.newest(deleted).orElseThrow().value().content()).isEmpty();

    Result withoutAttributes =
        PutRow.read(
            put(5, 1, 300, Optional.of(new Content(Map.of("k", "v"), "old"))),
            put(9, 2, 400, content("new")));
    assertThat(DocumentRow.newest(withoutAttributes).orElseThrow().value().content())
        .isEqualTo(content("new"));
    for (Result row : List.of(deleted, withoutAttributes)) {
      assertThat(DocumentRow.newestValues(row).orElseThrow())
          .isEqualTo(PlainView.documentValues(DocumentRow.newest(row).orElseThrow().value()));
    }
  }

  @Test
  void readsNothingOfNothing() {
    assertThat(DocumentRow.newest(Result.EMPTY_RESULT)).isEmpty();
    assertThat(DocumentRow.newestValues(Result.EMPTY_RESULT)).isEmpty();
  }

  @Test
  void asksForVersionsBelowTheStampOnly() {
    assertThat(DocumentRow.getBefore("moby", 5).getTimeRange().getMax()).isEqualTo(5);
  }

  @Test
  void rejectsUnknownVersion() {
    assertThatThrownBy(() -> DocumentRow.newest(row("version", "09 02 02 ac 02")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "documents row \"moby\", column d:version: expected format version 1, found 9 (5 bytes); written by a newer release?");
    assertThatThrownBy(() -> DocumentRow.newest(row("text", "09 68 69")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "documents row \"moby\", column d:text: expected format version 1, found 9 (3 bytes); written by a newer release?");
  }

  @Test
  void rejectsUnknownKind() {
    assertThatThrownBy(() -> DocumentRow.newest(row("version", "01 07 02 ac 02")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage("documents row \"moby\", column d:version: expected kind 1 or 2, found 7");
  }

  @Test
  void rejectsTruncatedAndTrailingBytes() {
    assertThatThrownBy(() -> DocumentRow.newest(row("version", "01 02 02 ac")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "documents row \"moby\", column d:version: expected 1 bytes more after byte 4, found 0");
    assertThatThrownBy(() -> DocumentRow.newest(row("attributes", "01 01 01 61 01 31 00")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage("documents row \"moby\", column d:attributes: expected 6 bytes, found 7");
  }

  @Test
  void rejectsMalformedText() {
    assertThatThrownBy(() -> DocumentRow.newest(row("text", "01 68 ff")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "documents row \"moby\", column d:text: expected UTF-8, found byte 0xff at byte 1 of it");
  }

  @Test
  void rejectsPutWithoutText() {
    Put older = put(4, 1, 200, content("old"));
    Put withoutText =
        new Put(Bytes.toBytes("moby"))
            .addColumn(DocumentRow.FAMILY, Bytes.toBytes("version"), 5, bytes("01 01 02 ac 02"));
    assertThatThrownBy(() -> DocumentRow.newest(PutRow.read(older, withoutText)))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "documents row \"moby\", column d:version: expected a text at the same timestamp, found none");
  }

  @Property
  void readsWhatItWrote(
      @ForAll long eventTime,
      @ForAll @LongRange(min = 0) long position,
      @ForAll boolean delete,
      @ForAll Map<String, String> attributes,
      @ForAll String text) {
    DocumentVersion version =
        new DocumentVersion(
            "moby",
            new Version(eventTime, position),
            delete ? Optional.empty() : Optional.of(new Content(attributes, text)));
    Stamped<DocumentVersion> stamped = new Stamped<>(77, version);
    Result row = PutRow.read(DocumentRow.put(stamped));
    assertThat(DocumentRow.newest(row)).contains(stamped);
    assertThat(DocumentRow.newestValues(row).orElseThrow())
        .isEqualTo(PlainView.documentValues(version));
  }
}
