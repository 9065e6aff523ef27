package org.tideline.schema.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tideline.schema.format.PutRow.bytes;
import static org.tideline.schema.format.PutRow.hex;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteArrayDataOutput;
import org.junit.jupiter.api.Test;

class IntColumnTest {
  private final IntColumn column = new IntColumn();

  private byte[] written(int... values) throws IOException {
    byte[] bytes = new byte[64 + 6 * values.length];
    ByteArrayDataOutput out = new ByteArrayDataOutput(bytes);
    column.write(out, values, values.length);
    return Arrays.copyOf(bytes, out.getPosition());
  }

  private int[] read(byte[] bytes, int count) throws IOException {
    int[] values = new int[count];
    ByteArrayDataInput in = new ByteArrayDataInput(bytes);
    column.read(in, values, count);
    assertThat(in.eof()).as("all is read").isTrue();
    return values;
  }

  private void assertForm(String form, int... values) throws IOException {
    assertThat(hex(written(values))).isEqualTo(form);
    assertThat(read(bytes(form), values.length)).containsExactly(values);
  }

  @Test
  void writesFewNumbersAsVints() throws IOException {
    assertForm("05 ac 02 00", 5, 300, 0);
    assertForm("01 01 01 01 01 01 01", 1, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void packsMoreNumbersAboveTheLeast() throws IOException {
    // 3 bits each, of what is above 10: 000 001 010 011 100 101 110 111.
    assertForm("03 0a 05 39 77", 10, 11, 12, 13, 14, 15, 16, 17);
  }

  @Test
  void writesNoBitsOfEqualNumbers() throws IOException {
    assertForm("00 07", 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7);
  }

  @Test
  void patchesTheFewThatAreWider() throws IOException {
    // 1 bit each; number 3 is 1,000 and number 11 is 301 beside it: 500 and 150 are their other
    // bits.
    assertForm(
        "21 00 48 10 02 03 f4 03 08 96 01", 0, 1, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 301, 0, 0, 0, 0);
  }

  @Test
  void takesTheGreatestNumbers() throws IOException {
    int[] values = new int[20];
    Arrays.fill(values, Integer.MAX_VALUE);
    values[3] = 0;
    assertThat(read(written(values), 20)).containsExactly(values);
  }

  @Property
  void readsWhatItWrote(@ForAll("numbers") List<Integer> numbers) throws IOException {
    int[] values = numbers.stream().mapToInt(Integer::intValue).toArray();
    assertThat(read(written(values), values.length)).containsExactly(values);
  }

  @Property
  void isNeverMuchLongerThanPlainPacking(@ForAll("numbers") List<Integer> numbers)
      throws IOException {
    int[] values = numbers.stream().mapToInt(Integer::intValue).toArray();
    int widest = 32 - Integer.numberOfLeadingZeros(IntStream.of(values).max().orElse(0));
    if (values.length >= IntColumn.PACKED_FROM) {
      assertThat(written(values).length)
          .isLessThanOrEqualTo(6 + (values.length * widest + 7) / 8 + values.length / 32);
    }
  }

  @Provide
  Arbitrary<List<Integer>> numbers() {
    Arbitrary<Integer> mostlySmall =
        Arbitraries.frequencyOf(
            Tuple.of(20, Arbitraries.integers().between(0, 40)),
            Tuple.of(1, Arbitraries.integers().between(0, Integer.MAX_VALUE)));
    Arbitrary<Integer> any = Arbitraries.integers().between(0, Integer.MAX_VALUE);
    return Arbitraries.oneOf(mostlySmall, any, Arbitraries.integers().between(5, 6))
        .list()
        .ofMaxSize(400);
  }

  private void assertCorrupt(String form, int count, String message) {
    assertThatThrownBy(() -> read(bytes(form), count))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }

  @Test
  void refusesWhatIsNoColumn() {
    assertCorrupt("43 0a 05 39 77", 8, "expected a column's header below 0x40, found 0x43");
    assertCorrupt(
        "20 00 01 09 01", 8, "expected a patch of one of 8 numbers, found one of number 9");
    assertCorrupt("ff ff ff ff 0f", 1, "expected a number from 0, found -1");
    // Number 7 is 2^31 - 1 above a least of 1.
    assertCorrupt("20 01 01 07 ff ff ff ff 07", 8, "expected a number from 0, found -2147483648");
  }
}
