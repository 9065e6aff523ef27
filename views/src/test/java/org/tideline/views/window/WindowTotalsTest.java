package org.tideline.views.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WindowTotalsTest {
  private static WindowTotals random(Random random) {
    WindowTotals sum = WindowTotals.EMPTY;
    for (int i = random.nextInt(6); i > 0; i--) {
      int minute = random.nextInt(5) - 2;
      sum =
          sum.plus(
              new WindowTotals.Builder(1)
                  .add(
                      minute,
                      random.nextInt(8),
                      random.nextInt(3) - 1,
                      random.nextInt(3) - 1,
                      random.nextInt(2))
                  .build());
    }
    return sum;
  }

  @Test
  void isAnAbelianGroup() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      WindowTotals a = random(random);
      WindowTotals b = random(random);
      WindowTotals c = random(random);
      assertThat(a.plus(b)).isEqualTo(b.plus(a)).hasSameHashCodeAs(b.plus(a));
      assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
      assertThat(a.plus(WindowTotals.EMPTY)).isEqualTo(a);
      assertThat(a.plus(a.negate())).isEqualTo(WindowTotals.EMPTY);
    }
  }

  @Test
  void marksAreApart() {
    WindowTotals onTime = new WindowTotals.Builder(1).add(-7, 0, 3, 1, 1).build();
    WindowTotals late = new WindowTotals.Builder(1).add(-7, 1, -3, -1, 1).build();
    assertThat(onTime.plus(late))
        .hasToString("{minute -7, marks 0: 3 in 1 by 1; minute -7, marks 1: -3 in -1 by 1}");
  }

  @Test
  void theNewerOfTwoEntriesReplacesTheOther() {
    WindowTotals older =
        new WindowTotals.Builder(3)
            .add(-7, 0, 3, 1, 1)
            .add(-7, 1, 2, 2, 2)
            .add(9, 0, 1, 1, 1)
            .build();
    WindowTotals newer =
        new WindowTotals.Builder(3)
            .add(-8, 0, 5, 5, 5)
            .add(-7, 1, 0, 0, 4)
            .add(10, 0, 6, 6, 6)
            .build();
    assertThat(older.replacedBy(newer))
        .isEqualTo(
            new WindowTotals.Builder(5)
                .add(-8, 0, 5, 5, 5)
                .add(-7, 0, 3, 1, 1)
                .add(-7, 1, 0, 0, 4)
                .add(9, 0, 1, 1, 1)
                .add(10, 0, 6, 6, 6)
                .build());
    assertThat(older.replacedBy(older)).isEqualTo(older);
    assertThat(older.replacedBy(WindowTotals.EMPTY)).isEqualTo(older);
    assertThat(WindowTotals.EMPTY.replacedBy(newer)).isEqualTo(newer);
  }

  @Test
  void refusesWhatIsOutOfOrder() {
    WindowTotals.Builder builder = new WindowTotals.Builder(0).add(3, 1, 1, 1, 1);
    assertThatThrownBy(() -> builder.add(3, 1, 1, 1, 1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "window totals: expected an entry after minute 3, marks 1, found minute 3, marks 1");
    assertThatThrownBy(() -> builder.add(3, 8, 1, 1, 1))
        .hasMessage("window totals: expected marks from 0 to 7, found 8");
  }

  @Test
  void greaterWindowsAreSumsOfMinutes() {
    WindowTotals minutes =
        new WindowTotals.Builder(5)
            .add(-1, 0, 1, 1, 1)
            .add(0, 0, 5, 2, 1)
            .add(59, 0, 7, 1, 1)
            .add(59, 7, -2, 0, 1)
            .add(60, 0, 100, 10, 1)
            .build();
    assertThat(minutes.coarse(WindowSize.HOUR, WindowCalendar.utc()))
        .hasToString(
            "{minute -60, marks 0: 1 in 1 by 0; minute 0, marks 0: 10 in 3 by 0; minute 60, marks 0: 100 in 10 by 0}");
    assertThat(minutes.coarse(WindowSize.DAY, WindowCalendar.of("-00:59")))
        .hasToString("{minute -1381, marks 0: 6 in 3 by 0; minute 59, marks 0: 105 in 11 by 0}");
  }

  @Test
  void sumsManyTermsAsIfEachWereAlone() {
    Random random = new Random(11);
    WindowSums sums = new WindowSums();
    for (int round = 0; round < 3; round++) {
      TreeMap<Integer, WindowTotals> expected = new TreeMap<>();
      for (int i = 0; i < 20_000; i++) {
        int term = random.nextInt(300);
        long minute = random.nextInt(200) - 100 + (random.nextInt(10) == 0 ? 1L << 40 : 0);
        int marks = random.nextInt(8);
        int occurrences = random.nextInt(9) - 4;
        int documents = random.nextInt(3) - 1;
        sums.add(term, sums.place(minute, marks), occurrences, documents);
        if (term < 20) {
          expected.merge(
              term,
              new WindowTotals.Builder(1).add(minute, marks, occurrences, documents, 1).build(),
              WindowTotals::plus);
        }
        if (i % 7_000 == 0) {
          // Read in between, as a flush does.
          assertThat(sums.of(0)).isEqualTo(expected.getOrDefault(0, WindowTotals.EMPTY));
        }
      }
      expected.forEach((term, totals) -> assertThat(sums.of(term)).isEqualTo(totals));
      assertThat(sums.of(5_000)).isEqualTo(WindowTotals.EMPTY);
      assertThat(sums.heapBytes()).isPositive();
      sums.clear();
      assertThat(sums.heapBytes()).isZero();
      assertThat(sums.of(0)).isEqualTo(WindowTotals.EMPTY);
    }
  }

  @Test
  void tellsWholeSumsOfWhatChanged() {
    Random random = new Random(13);
    WindowSums sums = new WindowSums();
    WindowChanges changes = new WindowChanges();
    for (int segment = 0; segment < 3; segment++) {
      for (int flush = 0; flush < 20; flush++) {
        TreeMap<Integer, Set<Long>> touched = new TreeMap<>();
        for (int i = 0; i < 500; i++) {
          int term = random.nextInt(50);
          long minute = random.nextInt(40);
          changes.note(term, sums.add(term, sums.place(minute, 0), 1, 0));
          touched.computeIfAbsent(term, added -> new HashSet<>()).add(minute);
        }
        for (int term = 0; term < 60; term++) {
          WindowTotals all = sums.of(term);
          WindowTotals.Builder some = new WindowTotals.Builder(1);
          Set<Long> minutes = touched.getOrDefault(term, Set.of());
          all.forEach(
              (minute, marks, occurrences, documents, changed) -> {
                if (minutes.contains(minute)) {
                  some.add(minute, marks, occurrences, documents, changed);
                }
              });
          assertThat(sums.changed(term, changes)).isEqualTo(some.build());
        }
        changes.forget();
        assertThat(sums.changed(random.nextInt(50), changes)).isEqualTo(WindowTotals.EMPTY);
      }
      sums.clear();
      changes.clear();
    }
  }

  @Test
  void manySumsLeaveNoRoomBehind() {
    WindowSums sums = new WindowSums();
    fill(sums, 1_000, 400);
    long room = sums.roomBytes();
    sums.clear();
    assertThat(sums.roomBytes()).as("room for 400,000 entries").isBetween(room / 2, room);
    fill(sums, 2_000, 400);
    assertThat(sums.of(1_999).size()).isEqualTo(400);
    sums.clear();
    assertThat(sums.roomBytes()).as("room for 800,000 entries").isLessThan(1 << 14);
    assertThat(sums.of(1_999)).isEqualTo(WindowTotals.EMPTY);
    fill(sums, 2, 3);
    assertThat(sums.of(1))
        .hasToString(
            "{minute 0, marks 0: 1 in 1 by 1; minute 1, marks 0: 1 in 1 by 1; minute 2, marks 0: 1 in 1 by 1}");
  }

  private static void fill(WindowSums sums, int terms, int minutes) {
    for (int minute = 0; minute < minutes; minute++) {
      for (int term = 0; term < terms; term++) {
        sums.add(term, sums.place(minute, 0), 1, 1);
      }
    }
  }
}
