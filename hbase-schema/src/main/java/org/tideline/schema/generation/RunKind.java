package org.tideline.schema.generation;

/** From what the batch views of a generation are made; both give the same cells. */
public enum RunKind {
  /** From the master dataset alone. */
  FULL,
  /** From the files of the base, and what has changed since its cut. */
  INCREMENTAL
}
