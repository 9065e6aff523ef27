package org.tideline.batch.words;

/** What the words job counts, so that its end can be held against its beginning. */
enum WordsCount {
  /** Current documents that were read. */
  DOCUMENTS,
  /** Occurrences that the mappers wrote. */
  OCCURRENCES_MAPPED,
  /** Occurrences in the rows. */
  OCCURRENCES,
  /** Pairs of a term and a document: the sum of document frequencies. */
  POSTINGS,
  /** Terms in the view. */
  ROWS,
  /** Documents in the windows of all documents. */
  DOCUMENTS_IN_WINDOWS,

  /** Times that a mapper wrote out what it had combined. */
  SPILLS
}
