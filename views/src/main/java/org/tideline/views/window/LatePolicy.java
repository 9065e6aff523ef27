package org.tideline.views.window;

/** What a reader makes of deltas that came after their window was closed. */
public enum LatePolicy {
  /** They count: a closed window is corrected, and always exact. */
  UPDATE,
  /** They do not: a window stays as it was when it closed, or at the cut if that is later. */
  DISCARD
}
