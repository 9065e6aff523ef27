package org.tideline.query;

/** Which of the two answers for a version. */
public enum Layer {
  /** It arrived before the cut. */
  BATCH,
  /** It arrived at or after the cut. */
  REALTIME
}
