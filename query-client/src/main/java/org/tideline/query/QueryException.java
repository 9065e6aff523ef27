package org.tideline.query;

import java.io.IOException;

/** A question that could not be answered whole within its time; says why and what to do. */
public final class QueryException extends IOException {
  private static final long serialVersionUID = 1L;

  public QueryException(String message) {
    super(message);
  }

  public QueryException(String message, Throwable cause) {
    super(message, cause);
  }
}
