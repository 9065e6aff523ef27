package org.tideline.views.realtime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.ArrayUtil;
import org.tideline.views.realtime.PostingSpan.Kind;

/**
 * The postings of a segment, or of a part of one, from its first version on: what each version did
 * to which term. All entries stand in one run of bytes in the order of versions, and each tells how
 * far back the entry before of its term is; a document's id is held once.
 *
 * <pre>
 *   entry      back(vint), 0 for the first of the term | version(vint)
 *              | count(vint), 0 for a tombstone | position deltas(vint), count times
 * </pre>
 *
 * A part is full at a size that depends on its versions alone, so that every bolt divides a segment
 * into the same parts.
 */
final class SegmentPostings {
  /** Of one term: a cell, which holds no more than one entry above it, fits into HBase's limit. */
  private static final int MAX_TERM_BYTES = 4 << 20;

  /** What a stored entry takes beside its id and its positions, about. */
  private static final int STORED_OVERHEAD = 6;

  /** A piece that was handed out, and where in the entries it begins and ends. */
  record PieceWithin(int begin, int end, TermPostings.Piece piece) {}

  /** What a flush keeps of a part that may grow meanwhile: all below what stands there now. */
  record Snapshot(
      PostingSpan span,
      AppendedBytes.Reading entries,
      int floor,
      long[] positions,
      int[] lengths,
      int[] documents,
      byte[][] ids,
      boolean[] updated,
      List<PieceWithin> pieces) {}

  private final long firstPosition;
  private final long maxBytes;
  private final AppendedBytes entries = new AppendedBytes();
  private final List<PieceWithin> pieces = new ArrayList<>();

  /** What stands in pieces. */
  private int flushed;

  private int flushedVersions;

  /** What stands in pieces or in live blocks. */
  private int shown;

  private int shownVersions;
  private long storedBytes;
  private boolean full;

  /** Per number of a term: 1 + the place of its first and of its last entry, and bytes to store. */
  private int[] firsts = new int[128];

  private int[] lasts = new int[128];
  private int[] termBytes = new int[128];

  /** Per version. */
  private long[] positions = new long[64];

  private int[] lengths = new int[64];
  private int[] documents = new int[64];
  private int versions;

  /** Per document. */
  private byte[][] ids = new byte[64][];

  private boolean[] updated = new boolean[64];
  private final Map<String, Integer> numbers = new HashMap<>();
  private long idBytes;

  /**
   * An empty part.
   *
   * @param firstPosition of the segment
   * @param maxBytes in the tables at which the part is full, about
   */
  SegmentPostings(long firstPosition, long maxBytes) {
    this.firstPosition = firstPosition;
    this.maxBytes = maxBytes;
  }

  /** The entries that follow are of this version. */
  void begin(String id, long position, int length) {
    if (versions == positions.length) {
      positions = ArrayUtil.grow(positions);
      lengths = ArrayUtil.growExact(lengths, positions.length);
      documents = ArrayUtil.growExact(documents, positions.length);
    }
    positions[versions] = position;
    lengths[versions] = length;
    documents[versions++] = document(id);
  }

  private int document(String id) {
    int known = numbers.getOrDefault(id, -1);
    if (known >= 0) {
      updated[known] = true;
      return known;
    }
    int number = numbers.size();
    if (number == ids.length) {
      ids = ArrayUtil.grow(ids);
      updated = Arrays.copyOf(updated, ids.length);
    }
    ids[number] = id.getBytes(StandardCharsets.UTF_8);
    idBytes += ids[number].length;
    numbers.put(id, number);
    return number;
  }

  /**
   * The version has the term with that number at {@code places} from {@code start} to {@code end}.
   */
  void live(int term, int[] places, int start, int end) {
    int begin = beginEntry(term, end - start);
    int position = 0;
    for (int i = start; i < end; i++) {
      entries.writeVInt(places[i] - position);
      position = places[i];
    }
    endEntry(term, begin);
  }

  /** The version has the term no more. */
  void tombstone(int term) {
    endEntry(term, beginEntry(term, 0));
  }

  private int beginEntry(int term, int count) {
    if (term >= lasts.length) {
      lasts = ArrayUtil.grow(lasts, term + 1);
      firsts = ArrayUtil.growExact(firsts, lasts.length);
      termBytes = ArrayUtil.growExact(termBytes, lasts.length);
    }
    int begin = entries.length();
    if (lasts[term] == 0) {
      firsts[term] = begin + 1;
      entries.writeVInt(0);
    } else {
      entries.writeVInt(begin + 1 - lasts[term]);
    }
    lasts[term] = begin + 1;
    entries.writeVInt(versions - 1);
    entries.writeVInt(count);
    return begin;
  }

  private void endEntry(int term, int begin) {
    int bytes = entries.length() - begin + STORED_OVERHEAD + ids[documents[versions - 1]].length;
    storedBytes += bytes;
    termBytes[term] += bytes;
    full |= termBytes[term] >= MAX_TERM_BYTES || storedBytes >= maxBytes;
  }

  /** Whether the part has to end after the version of now. */
  boolean full() {
    return full;
  }

  boolean isEmpty() {
    return versions == 0;
  }

  long heapBytes() {
    return entries.heapBytes()
        + 12L * lasts.length
        + 16L * positions.length
        // An array of bytes, an entry of the map, a boxed number; the id itself is the version's.
        + 5L * ids.length
        + 88L * numbers.size()
        + idBytes;
  }

  boolean holds(int term) {
    return term < lasts.length && lasts[term] > 0;
  }

  /** Whether a single piece has all entries of the term, so that its fold would say the same. */
  boolean inOnePiece(int term) {
    int first = firsts[term] - 1;
    int last = lasts[term] - 1;
    return pieces.stream().anyMatch(piece -> first >= piece.begin() && last < piece.end());
  }

  /** What came since the last piece, as a piece with that HBase timestamp. */
  Snapshot piece(long stamp) {
    PostingSpan span = span(Kind.PIECE, flushedVersions);
    Snapshot snapshot = snapshot(span, flushed);
    pieces.add(new PieceWithin(flushed, entries.length(), new TermPostings.Piece(span, stamp)));
    flushed = entries.length();
    flushedVersions = versions;
    show();
    return snapshot;
  }

  /** What came since the last piece or the last call, for live blocks. */
  Snapshot live() {
    Snapshot snapshot = snapshot(span(Kind.PIECE, shownVersions), shown);
    show();
    return snapshot;
  }

  private void show() {
    shown = entries.length();
    shownVersions = versions;
  }

  /** All there is, as the fold of the part; nothing may be added any more. */
  Snapshot fold() {
    return snapshot(span(Kind.FOLD, 0), 0);
  }

  private PostingSpan span(Kind kind, int firstVersion) {
    return new PostingSpan(
        kind,
        Math.toIntExact(positions[firstVersion] - firstPosition),
        Math.toIntExact(positions[versions - 1] - firstPosition + 1));
  }

  private Snapshot snapshot(PostingSpan span, int floor) {
    return new Snapshot(
        span,
        entries.reading(),
        floor,
        positions,
        lengths,
        documents,
        ids,
        updated,
        List.copyOf(pieces));
  }

  /** The entries of one term in {@code snapshot}, which holds some. */
  TermPostings of(Snapshot snapshot, int term) {
    return new TermPostings(snapshot, lasts[term] - 1);
  }
}
