package org.tideline.views.simulation;

/** One of the things that make a history hard. */
public enum Happening {
  /** Two records of a partition with the same LogAppendTime. */
  EQUAL_MILLISECONDS,
  /** A record with an earlier LogAppendTime than the one before it. */
  CLOCK_STEP,
  /** A delete with an earlier event time than a version of its document that was there before. */
  LATE_DELETE,
  /** A bolt that died while a segment was open. */
  RESTART_MID_SEGMENT,
  /** A put of a dead bolt that arrived late and met the newer cell of its successor. */
  STALE_WRITER,
  /** A cut with versions of one document on both sides. */
  CUT_THROUGH_VERSIONS,
  /** A fold that took the place of several pieces, or of entries that no piece had. */
  FOLD,
  /** A fold with a tombstone in it. */
  FOLDED_TOMBSTONE,
  /** A segment with more postings than a part takes. */
  SEGMENT_IN_PARTS,
  /** A change of a window that had closed. */
  CHANGE_AFTER_CLOSE,

  /** A window that the two policies show differently. */
  DISCARDED,

  /** An event time that was too far ahead to move the watermark. */
  AHEAD,

  /** A piece that nobody deletes, since its writer died. */
  LEFTOVER_PIECE,
  /** A reader that found something which stood in live blocks only. */
  NEEDED_LIVE_BLOCKS,
  /** Rows that took over from blocks between two reads of one question. */
  SETTLED_MEANWHILE,
  /** A live flush that became readable while a settled one before it was still being written. */
  LIVE_BESIDE_SETTLE,
  /** A live block that was deleted after its time. */
  LIVE_BLOCK_DELETED,
  /** A document that broke a limit, or for which the user's view failed. */
  REFUSED
}
