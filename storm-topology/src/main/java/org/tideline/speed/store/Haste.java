package org.tideline.speed.store;

/** How much of a server's time a write of many rows takes at once. */
public enum Haste {
  /** As much as helps: somebody waits for it. */
  SOON(Requests.MAX_PUTS, 4),
  /**
   * One small request at a time: nobody waits for it, and HBase makes smaller writes wait until
   * those before them in a region are done.
   */
  BESIDE(Requests.MAX_PUTS / 8, 1);

  private final int maxRows;
  private final int underWay;

  Haste(int maxRows, int underWay) {
    this.maxRows = maxRows;
    this.underWay = underWay;
  }

  int maxRows() {
    return maxRows;
  }

  /** Requests of one write at a time. */
  int underWay() {
    return underWay;
  }
}
