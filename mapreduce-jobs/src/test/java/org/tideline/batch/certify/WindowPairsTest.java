package org.tideline.batch.certify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Result;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.tideline.schema.window.BatchWindowColumns;
import org.tideline.views.certify.Side;
import org.tideline.views.certify.WindowKey;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowSize;
import org.tideline.views.window.WindowTotals;

class WindowPairsTest {
  private static final WindowCalendar CALENDAR = WindowCalendar.utc();
  private static final byte[] TERM = "whale".getBytes(UTF_8);

  private final Map<Side, Map<String, Integer>> passed = new HashMap<>();
  private final WindowPairs pairs =
      new WindowPairs(
          (key, values, sides) -> {
            for (Side side : sides) {
              passed
                  .computeIfAbsent(side, none -> new TreeMap<>())
                  .merge(shown(BytesRef.deepCopyOf(key), values), 1, Integer::sum);
            }
          });

  private static String shown(BytesRef key, long... values) {
    return key + " " + Arrays.toString(values);
  }

  private static Result row(WindowTotals minutes, long stamp, int without) {
    List<Cell> cells = new ArrayList<>(BatchWindowColumns.cells(TERM, minutes, CALENDAR, stamp));
    if (without < cells.size()) {
      cells.remove(without);
    }
    return Result.create(cells);
  }

  /** As a plain reader sees a row. */
  private static Map<String, Integer> pairs(Result row) {
    Map<String, Integer> pairs = new TreeMap<>();
    for (WindowSize size : WindowSize.values()) {
      BatchWindowColumns.windows(row, size)
          .forEach(
              (first, marks, occurrences, documents, changes) ->
                  pairs.put(
                      shown(WindowKey.of(new BytesRef(TERM), size, first), occurrences, documents),
                      1));
    }
    return pairs;
  }

  @Test
  void passesToEverySideWhatItsRowHas() throws Exception {
    Random random = new Random(20_261_127);
    int equal = 0;
    for (int round = 0; round < 500; round++) {
      WindowTotals.Builder one = new WindowTotals.Builder(1);
      WindowTotals.Builder other = new WindowTotals.Builder(1);
      boolean same = random.nextInt(4) == 0;
      for (int minute = random.nextInt(5); minute < 4_000; minute += 1 + random.nextInt(900)) {
        int fault = same ? 9 : random.nextInt(10);
        if (fault != 0) {
          one.add(minute, 0, minute % 7 + 1, 1, 0);
        }
        if (fault != 1) {
          other.add(minute, 0, minute % 7 + (fault == 2 ? 2 : 1), fault == 3 ? 2 : 1, 0);
        }
      }
      Result base = row(one.build(), 7, random.nextInt(12));
      Result generation = row(other.build(), 8, random.nextInt(12));
      passed.clear();
      pairs.pass(base, generation);
      assertSides(base, generation, round);
      equal += pairs(base).equals(pairs(generation)) ? 1 : 0;
      passed.clear();
      pairs.passBase(base);
      pairs.passGeneration(generation);
      assertSides(base, generation, round);
    }
    assertThat(equal).isBetween(20, 400);
  }

  private void assertSides(Result base, Result generation, int round) {
    Map<String, Integer> none = Map.of();
    assertThat(passed.getOrDefault(Side.BASE, none)).as("round %d", round).isEqualTo(pairs(base));
    assertThat(passed.getOrDefault(Side.MERGED, none)).as("round %d", round).isEqualTo(pairs(base));
    assertThat(passed.getOrDefault(Side.GENERATION, none))
        .as("round %d", round)
        .isEqualTo(pairs(generation));
  }
}
