package org.tideline.views.certify;

/** Which side is wrong where a new generation differs from what it replaces. */
public enum Fault {
  /** The realtime views: the batch layer is right. */
  REALTIME,
  /** The base, as it is stored now: the new generation is right. */
  BASE,
  /** The new generation. */
  BATCH,
  /** Nobody can tell. */
  UNDECIDED
}
