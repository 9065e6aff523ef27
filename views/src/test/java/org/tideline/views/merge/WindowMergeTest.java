package org.tideline.views.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tideline.views.count.WordCount;
import org.tideline.views.window.LatePolicy;
import org.tideline.views.window.Window;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowSize;

class WindowMergeTest {
  private static final long MINUTE = 60_000;
  private static final int YEARS = 2 * 366 * 24 * 60;

  private static WindowMerge merge(WindowSize size, String zone, long from, long to) {
    return new WindowMerge(size, WindowCalendar.of(zone), LatePolicy.UPDATE, from, to);
  }

  private static List<Window> windows(WindowMerge merge) {
    return merge.windows().stream().map(MergedWindow::window).toList();
  }

  @Test
  void anHourOfYearsOfMinutesHoldsAnHour() {
    WindowMerge minutes = merge(WindowSize.MINUTE, "UTC", 600 * MINUTE, 660 * MINUTE);
    for (int minute = 0; minute < YEARS; minute++) {
      minutes.batch(minute, new WordCount(2, 1));
      minutes.accept(minute, 0, 1, 1, 1);
    }
    assertThat(minutes.held()).isEqualTo(60);
    assertThat(windows(minutes))
        .hasSize(60)
        .startsWith(new Window(600 * MINUTE, 601 * MINUTE))
        .endsWith(new Window(659 * MINUTE, 660 * MINUTE));
  }

  @Test
  void aWindowCountsWhereItBeginsWithinTheBounds() {
    // Half past midnight belongs to an hour and a day that begin before it.
    WindowMerge hours = merge(WindowSize.HOUR, "UTC", 30 * MINUTE, 90 * MINUTE);
    WindowMerge days = merge(WindowSize.DAY, "Asia/Kolkata", -330 * MINUTE, -329 * MINUTE);
    for (int minute = -2_000; minute < 2_000; minute++) {
      hours.accept(minute, 0, 1, 1, 1);
      days.accept(minute, 0, 1, 1, 1);
    }
    assertThat(windows(hours)).containsExactly(new Window(60 * MINUTE, 120 * MINUTE));
    assertThat(windows(days)).containsExactly(new Window(-330 * MINUTE, 1_110 * MINUTE));
    assertThat(hours.held() + days.held()).isEqualTo(2);
  }

  @Test
  void theFirstMinuteOfAllBeginsWithTheLeastTime() {
    WindowMerge all = merge(WindowSize.MINUTE, "UTC", Long.MIN_VALUE, Long.MAX_VALUE);
    all.accept(WindowCalendar.minute(Long.MIN_VALUE), 0, 1, 1, 1);
    all.accept(WindowCalendar.minute(Long.MAX_VALUE), 0, 1, 1, 1);
    assertThat(all.windows()).hasSize(2);
  }
}
