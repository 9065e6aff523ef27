package org.tideline.views.certify;

/** Where a pair of a key and its values was read from. */
public enum Side {
  /** The views of the generation that the new one replaces, as stored. */
  BASE,
  /** What the realtime views add between the two cuts, where that is a sum. */
  REALTIME,
  /** Base and realtime put together as a reader does: what the new generation has to be. */
  MERGED,
  /** The views of the new generation, as stored. */
  GENERATION,
  /** What the archive gives at the cut of the base, counted anew by the plainest rule. */
  BASE_RECOUNT,
  /** The same at the new cut. */
  RECOUNT
}
