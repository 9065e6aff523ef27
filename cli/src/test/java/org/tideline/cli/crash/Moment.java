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
  /** The region server was asked to take the files of a generation. */
  DURING_BULK_LOAD,
  /** The tables of a generation are full, the serving row is not changed. */
  BETWEEN_LOAD_AND_PUBLISH,
  /** From outside, while records are appended. */
  WHILE_INGEST_RUNS,
  /** Not at all. */
  NEVER
}
