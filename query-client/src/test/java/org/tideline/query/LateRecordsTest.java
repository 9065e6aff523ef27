package org.tideline.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import org.tideline.schema.generation.Verdict;
import org.tideline.schema.window.LateRow;
import org.tideline.views.realtime.Flush.Stamped;
import org.tideline.views.time.Cut;
import org.tideline.views.window.LateRecord;

class LateRecordsTest {
  private static final Reading READING =
      new Reading(0, Verdict.UNPROVEN, new Cut(0, Map.of(0, 0L)), 1, Map.of(), Optional.empty());

  private final Map<String, Result> table = new TreeMap<>();

  private void write(int from, int to, int retained) {
    for (int number = from; number < to; number++) {
      LateRecord record = new LateRecord(number, 10 * number, "d" + number, 1, 2, false);
      Put put = LateRow.put(0, retained, new Stamped<>(100 + number, record));
      table.put(
          Bytes.toStringBinary(put.getRow()),
          Result.create(List.copyOf(put.getFamilyCellMap().get(LateRow.FAMILY))));
    }
  }

  private LateAnswer read(long count, int retained, int limit) {
    List<Result> rows =
        LateRow.gets(0, retained, count, limit).stream()
            .map(get -> table.getOrDefault(Bytes.toStringBinary(get.getRow()), Result.EMPTY_RESULT))
            .toList();
    return LateRecords.newest(Map.of(0, count), rows, limit, retained, READING);
  }

  private static List<Long> numbers(LateAnswer answer) {
    return answer.records().stream().map(late -> late.record().number()).toList();
  }

  private static List<Long> down(long from, long to) {
    return IntStream.range(0, (int) (from - to) + 1).mapToObj(i -> from - i).toList();
  }

  @Test
  void givesTheLastOnesFirst() {
    write(0, 25, 10);
    assertThat(numbers(read(25, 10, 3))).isEqualTo(down(24, 22));
    assertThat(numbers(read(25, 10, 100))).isEqualTo(down(24, 15));
    assertThat(read(25, 10, 100).missing()).isZero();
    assertThat(read(25, 10, 100).total()).isEqualTo(25);
  }

  @Test
  void leavesOutOlderOnesInTheirPlacesAfterMoreAreRetained() {
    write(0, 25, 10);
    write(25, 27, 20);
    // Rows 2 to 6: 22, 23 and 24 as they were, then 25 and 26; row 1 has 21.
    LateAnswer last = read(27, 20, 5);
    assertThat(numbers(last)).isEqualTo(down(26, 22));
    assertThat(last.missing()).isZero();

    // Rows 7 to 9 have 17 to 19, the next ten rows nothing, and of the others 20 and 21 are there.
    LateAnswer all = read(27, 20, 100);
    assertThat(numbers(all)).isEqualTo(down(26, 17));
    assertThat(all.missing()).isEqualTo(10);
  }

  @Test
  void saysWhatIsNotFound() {
    write(0, 12, 10);
    write(12, 13, 16);
    // Rows 8 to 12: two of them have 8 and 9, and 12 is there.
    LateAnswer last = read(13, 16, 5);
    assertThat(numbers(last)).containsExactly(12L, 9L, 8L);
    assertThat(last.missing()).isEqualTo(2);
  }

  @Test
  void leavesOutOlderOnesThatWouldStillBeRetained() {
    write(0, 30, 10);
    // Rows 2 to 4 have 22 to 24, where 27 to 29 were looked for.
    assertThat(numbers(read(30, 25, 3))).isEmpty();
    assertThat(read(30, 25, 3).missing()).isEqualTo(3);
  }

  @Test
  void countsARecordOnceThatWasWrittenAgain() {
    write(0, 15, 10);
    write(12, 15, 20);
    assertThat(numbers(read(15, 20, 100))).isEqualTo(down(14, 5));
    assertThat(read(15, 20, 100).missing()).isEqualTo(5);
  }
}
