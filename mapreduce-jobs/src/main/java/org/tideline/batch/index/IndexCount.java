package org.tideline.batch.index;

/** What the index job counts, so that its end can be held against its beginning. */
enum IndexCount {
  /** Current documents that were read. */
  DOCUMENTS,
  /** Postings that the mappers wrote. */
  POSTINGS_MAPPED,
  /** Postings in the blocks. */
  POSTINGS,
  /** Positions in the blocks. */
  OCCURRENCES,
  /** Terms that have a block. */
  TERMS,
  /** Blocks that are stored. */
  BLOCKS,
  /** Postings that came once more for the same term and document, and are not stored. */
  REPEATED,
  /** Times that a mapper wrote out what it had collected. */
  SPILLS
}
