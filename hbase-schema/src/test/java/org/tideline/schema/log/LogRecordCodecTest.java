package org.tideline.schema.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tideline.schema.format.PutRow.bytes;
import static org.tideline.schema.format.PutRow.hex;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.tideline.views.certify.StableHash;
import org.tideline.views.document.Change;
import org.tideline.views.document.Content;
import org.tideline.views.document.Document;
import org.tideline.views.document.DocumentId;
import org.tideline.views.document.LogRecord;

class LogRecordCodecTest {
  private static final LogRecordCodec ONE_PARTITION = new LogRecordCodec(1);

  private static Change decode(Optional<byte[]> key, Optional<byte[]> value) {
    return ONE_PARTITION.decode(0, 5, 7, Optional.empty(), key, value).change();
  }

  private static Change decode(String key, String value) {
    return decode(Optional.of(LogRecordCodec.key(key)), Optional.of(bytes(value)));
  }

  private static void assertQuarantined(String value, String reason) {
    assertThat(decode("a", value)).isEqualTo(new Change.Quarantined("a", reason));
  }

  @Test
  void writesTheBytesOfItsExample() {
    assertThat(hex(LogRecordCodec.key("a"))).isEqualTo("61");
    assertThat(hex(LogRecordCodec.encode(new Document("a", 1, Map.of(), "hi"))))
        .isEqualTo("01 01 02 00 68 69");
  }

  @Test
  void readsTheBytesOfItsExample() {
    assertThat(decode("a", "01 01 02 00 68 69"))
        .isEqualTo(new Change.Put(new Document("a", 1, Map.of(), "hi")));
  }

  @Test
  void writesAttributesInTheOrderOfTheirNames() {
    Document document = new Document("a", -1, Map.of("b", "2", "a", "1"), "");
    assertThat(hex(LogRecordCodec.encode(document)))
        .isEqualTo("01 01 01 02 01 61 01 31 01 62 01 32");
  }

  @Test
  void writesDelete() {
    assertThat(hex(LogRecordCodec.encode(new Change.Delete("a", 300)))).isEqualTo("01 02 d8 04");
    assertThat(decode("a", "01 02 d8 04")).isEqualTo(new Change.Delete("a", 300));
  }

  @Test
  void writesTick() {
    assertThat(hex(LogRecordCodec.encodeTick())).isEqualTo("01 03");
    assertThat(decode(Optional.empty(), Optional.of(bytes("01 03")))).isEqualTo(new Change.Tick());
  }

  @Test
  void keepsWhereTheRecordStands() {
    assertThat(
            ONE_PARTITION.decode(
                0, 5, 7, Optional.of(3), Optional.empty(), Optional.of(bytes("01 03"))))
        .isEqualTo(new LogRecord(5, 7, Optional.of(3), new Change.Tick()));
  }

  @Test
  void quarantinesRecordWithoutValue() {
    assertThat(decode(Optional.of(LogRecordCodec.key("a")), Optional.empty()))
        .isEqualTo(new Change.Quarantined("a", "record: expected a value, found none"));
  }

  @Test
  void quarantinesDocumentWithoutKey() {
    assertThat(decode(Optional.empty(), Optional.of(bytes("01 01 02 00 68 69"))))
        .isEqualTo(
            new Change.Quarantined("", "record: expected the document's id as key, found none"));
  }

  @Test
  void quarantinesTickWithKey() {
    assertQuarantined("01 03", "record: expected a tick without key, found one of 1 bytes");
  }

  @Test
  void quarantinesRecordOfAnotherPartition() {
    byte[] key = LogRecordCodec.key("a");
    int home = LogRecordCodec.partition(key, 2);
    Optional<byte[]> value = Optional.of(bytes("01 01 02 00 68 69"));
    LogRecordCodec codec = new LogRecordCodec(2);
    assertThat(codec.decode(home, 0, 0, Optional.empty(), Optional.of(key), value).change())
        .isInstanceOf(Change.Put.class);
    assertThat(codec.decode(1 - home, 0, 0, Optional.empty(), Optional.of(key), value).change())
        .isEqualTo(
            new Change.Quarantined(
                "a",
                "record: expected in partition %d of 2 by its key, found in %d"
                    .formatted(home, 1 - home)));
  }

  @Test
  void hashesTheContentOfPutsAlone() {
    Document document = new Document("a", -1, Map.of("b", "2", "a", "1"), "hi \u00e9");
    Optional<byte[]> key = Optional.of(LogRecordCodec.key("a"));
    Optional<byte[]> put = Optional.of(LogRecordCodec.encode(document));
    assertThat(ONE_PARTITION.hashOfContent(0, key, put))
        .hasValue(StableHash.ofContent(new Content(document.attributes(), document.text())));
    int home = LogRecordCodec.partition(key.orElseThrow(), 2);
    assertThat(new LogRecordCodec(2).hashOfContent(1 - home, key, put)).isEmpty();
    assertThat(ONE_PARTITION.hashOfContent(0, Optional.empty(), put)).isEmpty();
    assertThat(ONE_PARTITION.hashOfContent(0, key, Optional.empty())).isEmpty();
    for (String other : List.of("01 02 d8 04", "01 03", "01 01 02 01 61", "02 01 02 00 68")) {
      assertThat(ONE_PARTITION.hashOfContent(0, key, Optional.of(bytes(other)))).isEmpty();
    }
  }

  @Test
  void quarantinesMalformedUtf8() {
    assertQuarantined(
        "01 01 02 00 68 ff", "record: expected UTF-8, found byte 0xff at byte 1 of it");
    assertQuarantined(
        "01 01 02 01 01 c3 00 68", "record: expected UTF-8, found byte 0xc3 at byte 0 of it");
    assertThat(decode(Optional.of(bytes("61 ff")), Optional.of(bytes("01 02 02"))))
        .isEqualTo(
            new Change.Quarantined(
                "a\uFFFD", "record: expected UTF-8, found byte 0xff at byte 1 of it"));
  }

  @Test
  void quarantinesIdThatMayNotBe() {
    assertThat(decode("", "01 02 02"))
        .isEqualTo(
            new Change.Quarantined("", "record: document id: expected 1 to 1024 bytes, got none"));
    assertThat(decode("a\nb", "01 02 02"))
        .isEqualTo(
            new Change.Quarantined(
                "a\nb",
                "record: document id \"a?b\": expected no control characters, found U+000A at index 1"));
  }

  @Test
  void showsOnlyTheBeginningOfAHugeKey() {
    Change change = decode("x".repeat(1 << 20), "01 02 02");
    assertThat(change)
        .isEqualTo(
            new Change.Quarantined(
                "x".repeat(DocumentId.MAX_BYTES),
                "record: document id \"%s…\": expected at most 1024 bytes of UTF-8, got 1048576"
                    .formatted("x".repeat(40))));
  }

  @Test
  void quarantinesRecordThatHBaseWouldNotTake() {
    String text = "x".repeat(LogTopic.MAX_RECORD_BYTES - 5);
    Optional<byte[]> greatest =
        Optional.of(LogRecordCodec.encode(new Document("a", 1, Map.of(), text)));
    assertThat(decode(Optional.of(LogRecordCodec.key("a")), greatest))
        .isInstanceOf(Change.Put.class);
    assertThat(decode(Optional.of(LogRecordCodec.key("ab")), greatest))
        .isEqualTo(
            new Change.Quarantined(
                "ab", "record: expected key and value of at most 10484736 bytes, found 10484737"));
  }

  @Test
  void quarantinesUnknownVersion() {
    assertQuarantined(
        "02 01 02 00 68 69",
        "record: expected format version 1, found 2 (6 bytes); written by a newer release?");
  }

  @Test
  void quarantinesEmptyValue() {
    assertThat(decode(Optional.of(LogRecordCodec.key("a")), Optional.of(new byte[0])))
        .isEqualTo(
            new Change.Quarantined(
                "a",
                "record: expected format version 1, found none (0 bytes); written by a newer release?"));
  }

  @Test
  void quarantinesUnknownKind() {
    assertQuarantined("01 04", "record: expected kind 1, 2 or 3, found 4");
  }

  @Test
  void quarantinesTruncatedAndTrailingBytes() {
    assertQuarantined("01", "record: expected 1 bytes more after byte 1, found 0");
    assertQuarantined("01 01 02 01 05 68", "record: expected 5 bytes more after byte 5, found 1");
    assertQuarantined("01 02 02 00", "record: expected 3 bytes, found 4");
  }

  @Test
  void quarantinesNegativeLengths() {
    assertQuarantined(
        "01 01 02 ff ff ff ff 0f", "record: expected a number of entries from 0, found -1");
    assertQuarantined(
        "01 01 02 01 ff ff ff ff 0f", "record: expected a number of bytes from 0, found -1");
  }

  @Property(tries = 5_000)
  void quarantinesAnyOtherBytes(
      @ForAll byte[] value,
      @ForAll byte[] key,
      @ForAll boolean hasKey,
      @ForAll boolean looksRight) {
    if (looksRight && value.length > 1) {
      value[0] = 1;
      value[1] = (byte) (1 + Math.floorMod(value[1], 3));
    }
    // Whatever it is, it must be something.
    assertThat(decode(hasKey ? Optional.of(key) : Optional.empty(), Optional.of(value)))
        .isNotNull();
  }

  @Property
  void readsPutThatItWrote(
      @ForAll @StringLength(max = 200) String text,
      @ForAll Map<String, String> attributes,
      @ForAll long eventTime,
      @ForAll @IntRange(min = 1, max = 1_024) int partitions) {
    Document document = new Document("moby/1", eventTime, attributes, text);
    byte[] key = LogRecordCodec.key("moby/1");
    assertThat(
            new LogRecordCodec(partitions)
                .decode(
                    LogRecordCodec.partition(key, partitions),
                    0,
                    0,
                    Optional.empty(),
                    Optional.of(key),
                    Optional.of(LogRecordCodec.encode(document)))
                .change())
        .isEqualTo(new Change.Put(document));
  }

  @Property
  void readsDeleteThatItWrote(@ForAll long eventTime) {
    Change.Delete delete = new Change.Delete("a", eventTime);
    assertThat(decode("a", hex(LogRecordCodec.encode(delete)))).isEqualTo(delete);
  }

  @Property
  void hashesKeysAsKafkaDoes(
      @ForAll @StringLength(min = 1, max = 300) String id,
      @ForAll @IntRange(min = 1, max = 1_024) int partitions) {
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    assertThat(LogRecordCodec.partition(key, partitions))
        .isEqualTo(BuiltInPartitioner.partitionForKey(key, partitions));
  }
}
