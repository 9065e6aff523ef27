package org.tideline.query;

import java.util.List;
import java.util.Optional;
import org.tideline.views.merge.MergedWindow;
import org.tideline.views.window.LatePolicy;
import org.tideline.views.window.Watermarks;
import org.tideline.views.window.WindowSize;
import org.tideline.views.window.WindowState;

/**
 * What stands in windows of event time: how often a word occurs, or how many documents there are.
 *
 * @param subject the word; empty for all documents
 * @param size of the windows
 * @param zone whose days are the windows of a day
 * @param late what changes after close did to the windows
 * @param windows in their order; those in which nothing stands are left out
 * @param watermarks how far event time was before the data were read
 */
public record TrendAnswer(
    Optional<Subject> subject,
    WindowSize size,
    String zone,
    LatePolicy late,
    List<Shown> windows,
    Watermarks watermarks,
    Reading reading) {
  /**
   * A word that was asked for.
   *
   * @param word as it was asked for
   * @param term what the epoch's analyzer makes of it
   */
  public record Subject(String word, String term) {}

  /** A window, and whether more may come to it on time. */
  public record Shown(MergedWindow merged, WindowState state) {}

  public TrendAnswer {
    windows = List.copyOf(windows);
  }
}
