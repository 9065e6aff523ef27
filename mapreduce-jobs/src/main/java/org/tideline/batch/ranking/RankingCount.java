package org.tideline.batch.ranking;

/** What the ranking job counts, to be held against the words. */
enum RankingCount {
  /** Rows in the ranking. */
  ROWS,
  /** Occurrences in them. */
  OCCURRENCES
}
