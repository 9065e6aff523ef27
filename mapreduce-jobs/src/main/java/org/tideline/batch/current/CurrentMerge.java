package org.tideline.batch.current;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;

/**
 * Merges the current versions of a base, sorted by id, with newer ones that come in the same order:
 * a document that only one of them has is passed on as it is, of one that both have the version
 * that supersedes the other.
 */
final class CurrentMerge {
  /** Takes the merged versions in the order of ids. */
  @FunctionalInterface
  interface Sink {
    void accept(CurrentVersion current) throws IOException;
  }

  private final Iterator<CurrentVersion> base;
  private final Sink sink;
  private Optional<CurrentVersion> pending;

  CurrentMerge(Iterator<CurrentVersion> base, Sink sink) {
    this.base = base;
    this.sink = sink;
    this.pending = next();
  }

  /** Takes the greatest new version of the next document. */
  void add(CurrentVersion candidate) throws IOException {
    while (pending.isPresent() && pending.get().id().compareTo(candidate.id()) < 0) {
      sink.accept(pending.get());
      pending = next();
    }
    if (pending.isPresent() && pending.get().id().equals(candidate.id())) {
      sink.accept(CurrentVersion.newer(candidate, pending.get()));
      pending = next();
    } else {
      sink.accept(candidate);
    }
  }

  /** Passes on what is left of the base. */
  void finish() throws IOException {
    while (pending.isPresent()) {
      sink.accept(pending.get());
      pending = next();
    }
  }

  private Optional<CurrentVersion> next() {
    return base.hasNext() ? Optional.of(base.next()) : Optional.empty();
  }
}
