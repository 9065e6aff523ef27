package org.tideline.batch.index;

/** What the index job counts, so that its end can be held against its beginning. */
enum IndexCount {
  /** Current documents that were read, and are not in the base. */
  DOCUMENTS,
  /** Documents of the base that were read to be taken away. */
  DOCUMENTS_REMOVED,
  /** Postings that the mappers wrote. */
  POSTINGS_MAPPED,
  /** Postings that the mappers wrote to be taken away. */
  REMOVALS_MAPPED,
  /** Postings in the blocks. */
  POSTINGS,
  /** Positions that came into the blocks less those that were taken out. */
  OCCURRENCES,
  /** Terms that have a block. */
  TERMS,
  /** Blocks that are stored. */
  BLOCKS,
  /** Postings that came once more for the same term and document, and are not stored. */
  REPEATED,
  /** Postings that were to be taken away and were not there. */
  MISSED,
  /** Postings in the blocks of the base. */
  BASE_POSTINGS,
  /** Blocks of the base. */
  BASE_BLOCKS,
  /** Times that a mapper wrote out what it had collected. */
  SPILLS
}
