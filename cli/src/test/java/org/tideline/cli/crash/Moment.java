package org.tideline.cli.crash;

/** When a process ends. */
public enum Moment {
  /** Some cells of a flush are written, others are not. */
  HALF_A_FLUSH,
  /** All cells up to an edge are written, its checkpoint is not. */
  BETWEEN_CELLS_AND_CHECKPOINT,
  /** Folds of postings are in the table and not acknowledged. */
  DURING_A_FOLD,
  /** Folds of postings and the checkpoint are written, the pieces they repeat still stand. */
  BETWEEN_FOLD_AND_DELETE,
  /** Live blocks are written and acknowledged, no row of their terms is. */
  BETWEEN_LIVE_AND_SETTLE,
  /** The region server was asked to take the files of a generation. */
  DURING_BULK_LOAD,
  /** The tables of a generation are full, the serving row is not changed. */
  BETWEEN_LOAD_AND_PUBLISH,
  /** From outside, while records are appended. */
  WHILE_INGEST_RUNS,
  /** Not at all. */
  NEVER;

  /** Whether all flushes of the process are live. */
  public boolean live() {
    return switch (this) {
      case BETWEEN_LIVE_AND_SETTLE, WHILE_INGEST_RUNS, NEVER -> true;
      case HALF_A_FLUSH,
          BETWEEN_CELLS_AND_CHECKPOINT,
          DURING_A_FOLD,
          BETWEEN_FOLD_AND_DELETE,
          DURING_BULK_LOAD,
          BETWEEN_LOAD_AND_PUBLISH ->
          false;
    };
  }
}
