package org.tideline.views.realtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.analysis.TermTable;
import org.tideline.views.count.TermTotals;
import org.tideline.views.count.TouchedTerms;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.posting.Inversion;
import org.tideline.views.window.TermTotal;
import org.tideline.views.window.WindowCalendar;
import org.tideline.views.window.WindowChanges;
import org.tideline.views.window.WindowSums;
import org.tideline.views.window.WindowTotals;

/** What the versions of the open segment did to terms: to how often they occur, and where. */
final class SegmentTerms {
  /** Of a term in a flush: its bytes, its total, and what holds them; about. */
  private static final int CELLS_BYTES = 160;

  /** All documents are the only term of their sums. */
  private static final int ALL = 0;

  private static final Comparator<Flush.TermCells> BY_TERM =
      Comparator.comparing(Flush.TermCells::term, Arrays::compareUnsigned);

  private final TermTable terms = new TermTable();
  private final TermTotals totals = new TermTotals();
  private final WindowSums windows = new WindowSums();
  private final WindowCalendar calendar;

  /** What of the windows changed since the last flush of any tier. */
  private final WindowChanges unseenWindows = new WindowChanges();

  /** The windows of all documents, as of one term. */
  private final WindowSums documents = new WindowSums();

  private boolean documentsTouched;

  /** Since the last flush of any tier; the totals know those since the last settled one. */
  private final TouchedTerms unseen = new TouchedTerms();

  /** The text of the version that is applied, and the one that it replaces. */
  private final Inversion text;

  private final Inversion replaced;
  private final long partBytes;
  private long firstPosition;
  private SegmentPostings postings;
  private boolean inFirstPart;

  /**
   * No version yet.
   *
   * @param firstPosition of the segment
   * @param partBytes of postings at which they are folded, though the segment goes on
   */
  SegmentTerms(TermAnalyzer analyzer, WindowCalendar calendar, long firstPosition, long partBytes) {
    this.text = new Inversion(analyzer, terms);
    this.replaced = new Inversion(analyzer, terms);
    this.calendar = calendar;
    this.partBytes = partBytes;
    reopenAt(firstPosition);
  }

  /** Begins a segment with nothing in it. */
  void reopenAt(long segmentStart) {
    terms.clear();
    totals.clear();
    windows.clear();
    unseenWindows.clear();
    documents.clear();
    documentsTouched = false;
    unseen.clear();
    text.clear();
    replaced.clear();
    firstPosition = segmentStart;
    inFirstPart = true;
    postings = new SegmentPostings(firstPosition, partBytes);
  }

  /**
   * Adds what a version adds, and takes away what it takes away; each text is divided once for all
   * views. Postings are never netted with those of another version: a reader may have that one from
   * the batch view. Each of the two is marked by its own window.
   *
   * @param standing the version that stood, if any
   * @param watermark W before the record of the version
   * @return how many documents and occurrences are current more than before
   */
  Tally apply(Optional<DocumentVersion> standing, DocumentVersion version, long watermark) {
    Optional<String> before = standing.flatMap(DocumentVersion::text);
    replaced.invert(before.orElse(""));
    text.invert(version.text().orElse(""));
    postings.begin(version.id(), version.version().position(), text.length());
    int left = before.isPresent() ? place(windows, standing.orElseThrow(), watermark) : -1;
    for (int i = 0; i < replaced.size(); i++) {
      int term = replaced.number(i);
      count(term, left, -replaced.frequency(i), -1);
      if (!text.holds(term)) {
        postings.tombstone(term);
      }
    }
    int taken = version.text().isPresent() ? place(windows, version, watermark) : -1;
    for (int i = 0; i < text.size(); i++) {
      int term = text.number(i);
      count(term, taken, text.frequency(i), 1);
      postings.live(term, text.positions(), text.start(i), text.end(i));
    }
    if (before.isPresent()) {
      int place = place(documents, standing.orElseThrow(), watermark);
      documents.add(ALL, place, -replaced.length(), -1);
    }
    if (version.text().isPresent()) {
      documents.add(ALL, place(documents, version, watermark), text.length(), 1);
    }
    documentsTouched |= before.isPresent() || version.text().isPresent();
    long more = version.text().map(some -> 1).orElse(0) - before.map(some -> 1).orElse(0);
    return new Tally(0, 0, more, text.length() - replaced.length());
  }

  private void count(int term, int place, int moreOccurrences, int moreDocuments) {
    totals.add(term, moreOccurrences, moreDocuments);
    unseen.touch(term);
    unseenWindows.note(term, windows.add(term, place, moreOccurrences, moreDocuments));
  }

  private int place(WindowSums sums, DocumentVersion version, long watermark) {
    long minute = WindowCalendar.minute(version.version().eventTime());
    return sums.place(minute, calendar.marks(minute, watermark));
  }

  /** The total of all documents, if any was touched since the last call. */
  Optional<TermTotal> documents() {
    if (!documentsTouched) {
      return Optional.empty();
    }
    documentsTouched = false;
    WindowTotals byWindow = documents.of(ALL);
    return Optional.of(new TermTotal(byWindow.total(), byWindow));
  }

  /** Whether the postings are to be folded now. */
  boolean partEnds() {
    return postings.full();
  }

  /** Whether the postings were not yet folded in this segment. */
  boolean inFirstPart() {
    return inFirstPart;
  }

  /** How many terms a settled flush would hold. */
  int unsettled() {
    return totals.touched();
  }

  /**
   * The terms touched since the last flush of any tier, with their entries since then, and those of
   * their windows that changed.
   */
  List<Flush.TermCells> live() {
    if (unseen.size() == 0) {
      return List.of();
    }
    List<Flush.TermCells> cells = new ArrayList<>(unseen.size());
    SegmentPostings.Snapshot block = postings.live();
    for (int i = 0; i < unseen.size(); i++) {
      int term = unseen.term(i);
      WordCount count = new WordCount(totals.occurrences(term), totals.documents(term));
      TermTotal total = new TermTotal(count, windows.changed(term, unseenWindows));
      cells.add(cells(term, Optional.of(total), block));
    }
    see();
    cells.sort(BY_TERM);
    return cells;
  }

  private void see() {
    unseen.clear();
    unseenWindows.forget();
  }

  /** The terms touched since the last settled flush, with their entries since then. */
  List<Flush.TermCells> touched(long stamp) {
    if (totals.touched() == 0) {
      return List.of();
    }
    List<Flush.TermCells> cells = new ArrayList<>(totals.touched());
    SegmentPostings.Snapshot piece = postings.piece(stamp);
    totals.drain((term, occurrences, held) -> cells.add(cells(term, occurrences, held, piece)));
    see();
    // In the order of rows, which is how HBase keeps them: neighbours find their place quicker.
    cells.sort(BY_TERM);
    return cells;
  }

  /** The same with all entries of the part, and its other terms; the next part begins. */
  List<Flush.TermCells> fold() {
    List<Flush.TermCells> cells = postings.isEmpty() ? List.of() : folded();
    see();
    postings = new SegmentPostings(firstPosition, partBytes);
    inFirstPart = false;
    return cells;
  }

  private List<Flush.TermCells> folded() {
    List<Flush.TermCells> cells = new ArrayList<>();
    SegmentPostings.Snapshot fold = postings.fold();
    BitSet touched = new BitSet();
    totals.drain(
        (term, occurrences, held) -> {
          touched.set(term);
          cells.add(cells(term, occurrences, held, fold));
        });
    for (int term = 0; term < terms.size(); term++) {
      // A piece that has all entries of its term says what the fold would say.
      if (!touched.get(term) && postings.holds(term) && !postings.inOnePiece(term)) {
        cells.add(cells(term, Optional.empty(), fold));
      }
    }
    cells.sort(BY_TERM);
    return cells;
  }

  private Flush.TermCells cells(
      int term, long occurrences, long held, SegmentPostings.Snapshot snapshot) {
    TermTotal total = new TermTotal(new WordCount(occurrences, held), windows.of(term));
    return cells(term, Optional.of(total), snapshot);
  }

  private Flush.TermCells cells(
      int term, Optional<TermTotal> total, SegmentPostings.Snapshot snapshot) {
    BytesRef bytes = new BytesRef();
    terms.read(term, bytes);
    return new Flush.TermCells(
        ArrayUtil.copyOfSubArray(bytes.bytes, 0, bytes.length), total, postings.of(snapshot, term));
  }

  /**
   * Bytes that the cells of the touched terms will take in a flush, about. Postings do not count: a
   * flush sets nothing of them free, but {@link #partEnds} does.
   */
  long dirtyBytes() {
    return (long) CELLS_BYTES * unseen.size();
  }

  /** Bytes of heap, about. */
  long heapBytes() {
    return terms.heapBytes()
        + totals.heapBytes()
        + windows.roomBytes()
        + unseenWindows.heapBytes()
        + documents.roomBytes()
        + unseen.heapBytes()
        + text.heapBytes()
        + replaced.heapBytes()
        + postings.heapBytes();
  }
}
