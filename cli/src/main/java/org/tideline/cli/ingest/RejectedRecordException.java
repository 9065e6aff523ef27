package org.tideline.cli.ingest;

/** One record cannot be read; the others can. */
final class RejectedRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  RejectedRecordException(String reason) {
    super(reason);
  }
}
