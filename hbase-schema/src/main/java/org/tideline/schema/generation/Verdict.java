package org.tideline.schema.generation;

import java.util.Set;
import org.tideline.views.certify.Fault;

/** What is known of a generation against the base and the realtime views that it replaced. */
public enum Verdict {
  /** The stored views of both layers agree, key by key. */
  MATCH("match"),
  /** The realtime views were wrong; the generation is right. */
  MISMATCH_REALTIME("mismatch (realtime)"),
  /** The base is not what it was when it was certified; the generation is right. */
  MISMATCH_BASE("mismatch (base)"),
  /** The generation is wrong. */
  MISMATCH_BATCH("mismatch (batch)"),
  /** They differ, and no recount could tell which one is right. */
  MISMATCH_UNDECIDED("mismatch (undecided)"),
  /** Not compared, or not all of it could be. */
  UNPROVEN("unproven");

  private final String printed;

  Verdict(String printed) {
    this.printed = printed;
  }

  /** As people read it, and programs in the answers of the command line. */
  public String printed() {
    return printed;
  }

  /**
   * Whether such a generation is not to be published, unless somebody says so.
   *
   * @param publishUnproven whether one is that could not be compared
   */
  public boolean isHeld(boolean publishUnproven) {
    return switch (this) {
      case MISMATCH_BATCH, MISMATCH_UNDECIDED -> true;
      case UNPROVEN -> !publishUnproven;
      case MATCH, MISMATCH_REALTIME, MISMATCH_BASE -> false;
    };
  }

  /** Whether something was found that somebody has to look at. */
  public boolean isAlarm() {
    return this != MATCH && this != UNPROVEN;
  }

  /** The verdict where all was compared and recounted. */
  public static Verdict of(Set<Fault> faults) {
    if (faults.contains(Fault.BATCH)) {
      return MISMATCH_BATCH;
    }
    if (faults.contains(Fault.UNDECIDED)) {
      return MISMATCH_UNDECIDED;
    }
    if (faults.contains(Fault.REALTIME)) {
      return MISMATCH_REALTIME;
    }
    return faults.contains(Fault.BASE) ? MISMATCH_BASE : MATCH;
  }
}
