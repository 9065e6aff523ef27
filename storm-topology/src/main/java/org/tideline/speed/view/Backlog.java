package org.tideline.speed.view;

/**
 * Whether the spout reads what has long been in the log, by the sizes of tuples: those of a backlog
 * are near their target. One alone says nothing, since a hiccup of a second makes it too; it takes
 * a run of several.
 */
final class Backlog {
  /** A tuple is near its target from this part of it on: the last of a look is smaller. */
  private static final int SHARE = 8;

  /** Of target sizes that a run takes. */
  private static final int TUPLES = 4;

  private final long tupleChars;
  private long run;

  /**
   * @param tupleBytes target size of a tuple
   */
  Backlog(long tupleBytes) {
    this.tupleChars = tupleBytes;
  }

  /** Takes the next tuple with records; whether it is one of a backlog. */
  boolean goesOnWith(long chars) {
    run = chars >= tupleChars / SHARE ? run + chars : 0;
    return run >= TUPLES * tupleChars;
  }
}
