package org.tideline.views.realtime;

/**
 * What became of the records of a partition since its epoch's start, and how much text is current
 * after them; part of the checkpoint, so that a replay does not count twice.
 *
 * @param superseded versions that did not become current, because a greater one stood
 * @param quarantined records that no view can use
 * @param documents current ones that are no deletes
 * @param occurrences terms in all of these together, each counted as often as it stands there
 */
public record Tally(long superseded, long quarantined, long documents, long occurrences) {
  /** Before the first record. */
  public static final Tally ZERO = new Tally(0, 0, 0, 0);

  /** After one more superseded version. */
  public Tally plusSuperseded() {
    return new Tally(superseded + 1, quarantined, documents, occurrences);
  }

  /** After one more quarantined record. */
  public Tally plusQuarantined() {
    return new Tally(superseded, quarantined + 1, documents, occurrences);
  }

  /** The sum, component by component. */
  public Tally plus(Tally other) {
    return new Tally(
        superseded + other.superseded,
        quarantined + other.quarantined,
        documents + other.documents,
        occurrences + other.occurrences);
  }
}
