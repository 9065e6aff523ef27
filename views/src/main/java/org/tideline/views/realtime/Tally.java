package org.tideline.views.realtime;

/**
 * What became of the records of a partition since its epoch's start; part of the checkpoint, so
 * that a replay does not count twice.
 *
 * @param superseded versions that did not become current, because a greater one stood
 * @param quarantined records that no view can use
 */
public record Tally(long superseded, long quarantined) {
  /** Before the first record. */
  public static final Tally ZERO = new Tally(0, 0);

  /** After one more superseded version. */
  public Tally plusSuperseded() {
    return new Tally(superseded + 1, quarantined);
  }

  /** After one more quarantined record. */
  public Tally plusQuarantined() {
    return new Tally(superseded, quarantined + 1);
  }
}
