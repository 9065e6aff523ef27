package org.tideline.batch.words;

/** What the words job counts, so that its end can be held against its beginning. */
enum WordsCount {
  /** Current documents that were read, and are not in the base. */
  DOCUMENTS,
  /** Documents of the base that were read to be taken away. */
  DOCUMENTS_REMOVED,
  /** Occurrences that the mappers wrote; those taken away are negative. */
  OCCURRENCES_MAPPED,
  /** Occurrences in the rows. */
  OCCURRENCES,
  /** Pairs of a term and a document: the sum of document frequencies. */
  POSTINGS,
  /** Terms in the view. */
  ROWS,
  /** Documents in the windows of all documents. */
  DOCUMENTS_IN_WINDOWS,
  /** Occurrences in the rows of the base. */
  BASE_OCCURRENCES,
  /** Pairs of a term and a document in the rows of the base. */
  BASE_POSTINGS,
  /** Terms in the rows of the base. */
  BASE_ROWS,
  /** Terms in the rows of the base that have windows. */
  BASE_ROWS_WITH_WINDOWS,
  /** Documents in the base's windows of all documents. */
  BASE_DOCUMENTS_IN_WINDOWS,
  /** Times that a mapper wrote out what it had combined. */
  SPILLS
}
