package org.tideline.schema.generation;

/** What is known of a generation against the realtime views that it replaced. */
public enum Verdict {
  /** Not compared; its answers say so. */
  UNPROVEN
}
