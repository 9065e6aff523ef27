package org.tideline.schema.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tideline.schema.format.PutRow.bytes;
import static org.tideline.schema.format.PutRow.hex;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;
import org.tideline.schema.format.StoredValue;
import org.tideline.views.window.WindowSums;
import org.tideline.views.window.WindowTotals;

class StoredWindowsTest {
  private static byte[] write(WindowTotals windows) {
    return StoredValue.encode(
        1, StoredWindows.maxBytes(windows), out -> StoredWindows.write(out, windows));
  }

  private static WindowTotals read(byte[] value) {
    return StoredValue.decode(1, value, 0, value.length, () -> "here", StoredWindows::read);
  }

  @Test
  void writesTheBytesOfItsExamples() {
    WindowTotals marked =
        new WindowTotals.Builder(2).add(10, 0, 3, 1, 1).add(11, 3, -3, -1, 1).build();
    assertThat(hex(write(marked))).isEqualTo("01 04 a0 01 06 02 01 0b 05 01 01");
    WindowTotals plain = new WindowTotals.Builder(1).add(10, 0, 3, 1, 0).build();
    assertThat(hex(write(plain))).isEqualTo("01 03 14 06 02");
    assertThat(read(bytes("01 04 a0 01 06 02 01 0b 05 01 01"))).isEqualTo(marked);
    assertThat(read(bytes("01 03 14 06 02"))).isEqualTo(plain);
  }

  @Test
  void readsWhatItWrote() {
    Random random = new Random(5);
    for (int i = 0; i < 3_000; i++) {
      WindowSums sums = new WindowSums();
      boolean marks = random.nextBoolean();
      long around = List.of(0L, 28_000_000L, -200L, Long.MAX_VALUE / 60_000).get(random.nextInt(4));
      for (int entries = random.nextInt(9); entries > 0; entries--) {
        int place = sums.place(around - random.nextInt(2_000), marks ? random.nextInt(8) : 0);
        sums.add(0, place, random.nextInt(900) - 400, random.nextInt(9) - 4);
      }
      WindowTotals windows = sums.of(0);
      assertThat(read(write(windows))).isEqualTo(windows);
    }
    assertThat(read(write(WindowTotals.EMPTY))).isEqualTo(WindowTotals.EMPTY);
  }

  @Test
  void refusesEntriesOutOfOrder() {
    assertThatThrownBy(() -> read(bytes("01 05 14 06 02 00 06 02")))
        .isInstanceOf(CorruptDataException.class)
        .hasMessage(
            "here: expected window entries in their order, found one after place 10 that is 0 more");
    assertThatThrownBy(() -> read(bytes("01 05 14 06 02")))
        .hasMessage("here: expected 1 bytes more after byte 5, found 0");
  }
}
