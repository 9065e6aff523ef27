package org.tideline.batch.views;

/** What the job of users' views counts, so that its end can be held against its beginning. */
enum ViewsCount {
  /** Current documents that were read, and are not in the base. */
  DOCUMENTS,
  /** Documents of the base that were read to be taken away. */
  DOCUMENTS_REMOVED,
  /** Keys of all views. */
  ROWS,
  /** The same in the base. */
  BASE_ROWS,
  /** Times that a mapper wrote out what it had combined. */
  SPILLS
}
