package org.tideline.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.realtime.Flush.Stamped;
import org.tideline.views.search.FoundVersion;

/**
 * Keeps versions of documents that were shown. Which version a search has found is told by its
 * postings, and a version never changes: so what is kept needs no look at whether it is current.
 */
final class KeptVersions {
  /** Of the objects around a version on the heap. */
  private static final int VERSION_BYTES = 400;

  /**
   * Names a version.
   *
   * @param position that of its record in the log; empty for that which was current at the cut
   * @param cut its ingest time; 0 where the position names the version
   */
  private record Name(int epoch, String id, OptionalLong position, long cut) {}

  private final Cache<Name, Stamped<DocumentVersion>> kept;

  /**
   * Keeps some of them.
   *
   * @param maxBytes of heap
   */
  KeptVersions(long maxBytes) {
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((Name name, Stamped<DocumentVersion> version) -> bytes(version.value()))
            // In the thread that came by: there is no work to hand over but to forget.
            .executor(Runnable::run)
            .build();
  }

  private static int bytes(DocumentVersion version) {
    long units = version.id().length();
    if (version.content().isPresent()) {
      units += version.content().get().text().length();
      for (Map.Entry<String, String> entry : version.content().get().attributes().entrySet()) {
        units += entry.getKey().length() + entry.getValue().length();
      }
    }
    return (int) Math.min(VERSION_BYTES + Character.BYTES * units, Integer.MAX_VALUE);
  }

  private static Name name(Snapshot snapshot, String id, FoundVersion found) {
    long cut = found.position().isPresent() ? 0 : snapshot.serving().cut().ingestTime();
    return new Name(snapshot.serving().epoch(), id, found.position(), cut);
  }

  /** The version that was found of a document, if it is kept. */
  Optional<Stamped<DocumentVersion>> version(Snapshot snapshot, String id, FoundVersion found) {
    return Optional.ofNullable(kept.getIfPresent(name(snapshot, id, found)));
  }

  /** Keeps the version that is current if it is that which was found. */
  void keep(Snapshot snapshot, FoundVersion found, Stamped<DocumentVersion> current) {
    boolean same =
        found.position().isPresent()
            ? current.value().version().position() == found.position().getAsLong()
            // While the speed layer is behind the cut, a later one below it may still come.
            : current.stamp() < snapshot.serving().cut().stamp()
                && snapshot.unsureScores().isEmpty();
    if (same) {
      kept.put(name(snapshot, current.value().id(), found), current);
    }
  }
}
