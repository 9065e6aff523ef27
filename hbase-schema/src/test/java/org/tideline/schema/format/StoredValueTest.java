package org.tideline.schema.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tideline.schema.format.PutRow.bytes;
import static org.tideline.schema.format.PutRow.hex;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class StoredValueTest {
  private static <T> T decode(byte[] value, StoredValue.Reader<T> fields) {
    return StoredValue.decode(1, value, 0, value.length, () -> "table row \"r\"", fields);
  }

  private static AbstractThrowableAssert<?, ?> assertCorrupt(
      String hex, StoredValue.Reader<?> fields) {
    return assertThatThrownBy(() -> decode(bytes(hex), fields))
        .isInstanceOf(CorruptDataException.class);
  }

  @Test
  void rejectsUnknownVersion() {
    assertCorrupt("09 01", StoredFields::readVInt)
        .hasMessage(
            "table row \"r\": expected format version 1, found 9 (2 bytes); written by a newer release?");
  }

  @Test
  void rejectsNoBytes() {
    assertThatThrownBy(() -> decode(new byte[0], StoredFields::readVInt))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "table row \"r\": expected format version 1, found none (0 bytes); written by a newer release?");
  }

  @Test
  void rejectsTrailingBytes() {
    assertCorrupt("01 05 00 00", StoredFields::readVInt)
        .hasMessage("table row \"r\": expected 2 bytes, found 4");
  }

  @Test
  void rejectsTruncatedString() {
    assertCorrupt("01 03 61 62", StoredFields::readString)
        .hasMessage("table row \"r\": expected 3 bytes more after byte 2, found 2");
  }

  @Test
  void rejectsStringLongerThanMemory() {
    assertCorrupt("01 ff ff ff ff 07 61", StoredFields::readString)
        .hasMessage("table row \"r\": expected 2147483647 bytes more after byte 6, found 1");
  }

  @Test
  void rejectsNegativeLength() {
    assertCorrupt("01 ff ff ff ff 0f", StoredFields::readString)
        .hasMessage("table row \"r\": expected a number of bytes from 0, found -1");
  }

  @Test
  void rejectsNegativeNumberOfEntries() {
    assertCorrupt("01 ff ff ff ff 0f", StoredFields::readStrings)
        .hasMessage("table row \"r\": expected a number of entries from 0, found -1");
  }

  @Test
  void rejectsOverlongNumbers() {
    assertCorrupt("01 ff ff ff ff ff 01", StoredFields::readVInt)
        .hasMessage("table row \"r\": Invalid vInt detected (too many bits)");
    assertCorrupt("01 ff ff ff ff ff ff ff ff ff 01", StoredFields::readVLong)
        .hasMessage("table row \"r\": Invalid vLong detected (negative values disallowed)");
  }

  @Test
  void rejectsNameThatStandsTwice() {
    assertCorrupt("01 02 01 61 01 31 01 61 01 32", StoredFields::readStrings)
        .hasMessage("table row \"r\": expected every name once, found \"a\" twice");
  }

  @Test
  void rejectsMalformedUtf8() {
    assertCorrupt("01 04 61 62 c3 28", StoredFields::readString)
        .hasMessage("table row \"r\": expected UTF-8, found byte 0xc3 at byte 2 of it");
    assertCorrupt("01 61 e2 82", StoredFields::readRemainingString)
        .hasMessage("table row \"r\": expected UTF-8, found byte 0xe2 at byte 1 of it");
  }

  @Test
  void keepsReplacementCharacterThatIsWrittenOut() {
    assertThat(decode(bytes("01 ef bf bd"), StoredFields::readRemainingString)).isEqualTo("\uFFFD");
  }

  @Test
  void rejectsWhatTheValueItselfRefuses() {
    assertCorrupt(
            "01 05",
            in -> {
              throw new IllegalArgumentException("expected an even number, found " + in.readVInt());
            })
        .hasMessage("table row \"r\": expected an even number, found 5");
  }

  @Test
  void neverReadsBeyondItsOwnBytes() {
    // The value is 01 03 61; the rest of the array belongs to another cell.
    byte[] row = bytes("aa 01 03 61 62 63");
    assertThatThrownBy(
            () ->
                StoredValue.decode(1, row, 1, 3, () -> "table row \"r\"", StoredFields::readString))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage("table row \"r\": expected 3 bytes more after byte 2, found 1");
  }

  @Test
  void writesFieldsAsDrawn() {
    byte[] value =
        StoredValue.encode(
            1,
            out -> {
              out.writeVLong(300);
              out.writeZLong(-3);
              StoredValue.writeString(out, "é");
            });
    assertThat(hex(value)).isEqualTo("01 ac 02 05 02 c3 a9");
  }

  @Test
  void writesNamesInTheirOrder() {
    byte[] value =
        StoredValue.encode(
            1, out -> StoredValue.writeStrings(out, Map.of("c", "3", "a", "1", "b", "2")));
    assertThat(hex(value)).isEqualTo("01 03 01 61 01 31 01 62 01 32 01 63 01 33");
  }

  @Property
  void readsWhatItWrote(
      @ForAll long number, @ForAll String text, @ForAll Map<String, String> strings) {
    byte[] value =
        StoredValue.encode(
            7,
            out -> {
              out.writeZLong(number);
              StoredValue.writeStrings(out, strings);
              StoredValue.writeString(out, text);
            });
    StoredValue.decode(
        7,
        value,
        0,
        value.length,
        () -> "value",
        in -> {
          assertThat(in.readZLong()).isEqualTo(number);
          assertThat(in.readStrings()).isEqualTo(strings);
          assertThat(in.readString()).isEqualTo(text);
          return true;
        });
  }
}
