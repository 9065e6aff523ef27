package org.tideline.views.window;

/** How long the windows are in which documents count. */
public enum WindowSize {
  /** 60 seconds. */
  MINUTE,
  /** 60 minutes, from the full hour in UTC. */
  HOUR,
  /** A day of the calendar's zone: of 23 or 25 hours where its clocks are changed. */
  DAY;

  /** Which of the marks of a delta says that its window of this size was closed. */
  public int mark() {
    return 1 << ordinal();
  }
}
