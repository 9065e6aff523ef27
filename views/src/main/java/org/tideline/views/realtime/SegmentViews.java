package org.tideline.views.realtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.view.EncodedView;
import org.tideline.views.view.Views;

/** What the versions of the open segment did to the views of users, key by key. */
final class SegmentViews {
  /** Of a key: what holds it, its value, and their bytes in maps; about. */
  private static final int KEY_BYTES = 250;

  private final List<SegmentView> views = new ArrayList<>();

  SegmentViews(Views kept) {
    kept.forEach(view -> views.add(new SegmentView(view)));
  }

  /** One view in the segment. */
  private static final class SegmentView {
    private final EncodedView view;
    private final Map<BytesRef, BytesRef> totals = new HashMap<>();

    /** Since the last flush of any tier. */
    private final SortedSet<BytesRef> touched = new TreeSet<>();

    private long totalBytes;
    private long touchedBytes;

    SegmentView(EncodedView view) {
      this.view = view;
    }

    void add(BytesRef key, BytesRef value) {
      BytesRef before = totals.get(key);
      BytesRef after = before == null ? value : view.plus(before, value);
      totals.put(key, after);
      totalBytes +=
          before == null ? KEY_BYTES + key.length + after.length : after.length - before.length;
      if (touched.add(key)) {
        touchedBytes += KEY_BYTES + key.length + after.length;
      }
    }

    void drain(List<Flush.ViewTotal> into) {
      touched.forEach(key -> into.add(new Flush.ViewTotal(view.name(), key, totals.get(key))));
      touched.clear();
      touchedBytes = 0;
    }

    void clear() {
      totals.clear();
      totalBytes = 0;
      touched.clear();
      touchedBytes = 0;
    }
  }

  /** Begins a segment with nothing in it. */
  void reopen() {
    views.forEach(SegmentView::clear);
  }

  /** Adds what a version adds, and takes away what the one that stood had added. */
  void apply(Optional<DocumentVersion> standing, DocumentVersion version) {
    for (SegmentView segment : views) {
      EncodedView view = segment.view;
      standing
          .map(before -> pairs(view, before))
          .ifPresent(pairs -> pairs.forEach((key, value) -> segment.add(key, view.negate(value))));
      pairs(view, version).forEach(segment::add);
    }
  }

  /**
   * The pairs of a version that was admitted, for which the view did not throw.
   *
   * @throws IllegalStateException if it does now: it looks at more than the document
   */
  private static SortedMap<BytesRef, BytesRef> pairs(EncodedView view, DocumentVersion version) {
    try {
      return view.pairs(version);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "view %s: failed for document \"%s\" at position %d, for which it did not fail before; a view must look at nothing but the document"
              .formatted(view.name(), version.id(), version.version().position()),
          e);
    }
  }

  /** The totals of all keys touched since the last call, zeros too, in the order of rows. */
  List<Flush.ViewTotal> drain() {
    List<Flush.ViewTotal> drained = new ArrayList<>();
    views.forEach(view -> view.drain(drained));
    return drained;
  }

  /** Bytes that the totals touched will take in a flush, about. */
  long dirtyBytes() {
    return views.stream().mapToLong(view -> view.touchedBytes).sum();
  }

  /** Bytes of heap, about. */
  long heapBytes() {
    return views.stream().mapToLong(view -> view.totalBytes + view.touchedBytes).sum();
  }
}
