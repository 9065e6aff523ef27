package org.tideline.cli.ingest;

/** How a file holds documents. */
public enum IngestFormat {
  /** The whole file is one document; its event time is that of the file. */
  TEXT,
  /** One JSON object a line: id, eventTime, text, attributes. */
  JSONL,
  /**
   * Every line is a document named {@code file#line}; its event time is that of the file, or stands
   * in the line.
   */
  LINES;

  /** Whether the records themselves name their documents, so that one may come many times. */
  boolean namesDocuments() {
    return this == JSONL;
  }
}
