package org.tideline.batch.view;

/** What part of a table a term takes, compared with other terms. */
@FunctionalInterface
public interface TermWeight {
  /** The part of a term that stands so often, in so many documents; at least 1. */
  long of(long occurrences, long documents);
}
