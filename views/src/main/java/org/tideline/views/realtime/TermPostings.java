package org.tideline.views.realtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.posting.Posting;
import org.tideline.views.posting.PostingEntry;

/**
 * What the versions of a span did to one term. It is read from the memory of the segment when it is
 * asked, by any thread, so that a flush of a hundred thousand terms need not hold all of them
 * twice.
 */
public final class TermPostings {
  /** Receives one entry. */
  @FunctionalInterface
  public interface Receiver {
    /**
     * One entry; bytes and array are only valid during the call.
     *
     * @param document its id in UTF-8
     * @param position that of the version
     * @param length how many terms the version has
     * @param positions where the term stands, in the first {@code count} elements
     * @param count 0 for a tombstone
     */
    void accept(BytesRef document, long position, int length, int[] positions, int count);
  }

  /** A piece that was written before, and its HBase timestamp. */
  public record Piece(PostingSpan span, long stamp) {}

  private final SegmentPostings.Snapshot segment;
  private final int newest;

  TermPostings(SegmentPostings.Snapshot segment, int newest) {
    this.segment = segment;
    this.newest = newest;
  }

  /** The versions that this tells of. */
  public PostingSpan span() {
    return segment.span();
  }

  /** Passes every entry, positions of versions falling. */
  public void forEach(Receiver action) {
    boolean fold = span().kind() == PostingSpan.Kind.FOLD;
    Set<Integer> seen = new HashSet<>();
    int[] positions = new int[16];
    BytesRef document = new BytesRef();
    AppendedBytes.Reading in = segment.entries().copy();
    int at = newest;
    int back;
    do {
      in.seek(at);
      back = in.readVInt();
      int version = in.readVInt();
      int count = in.readVInt();
      int number = segment.documents()[version];
      // Only of a document with several versions may a later entry have been here.
      if (!fold || !segment.updated()[number] || seen.add(number)) {
        positions = ArrayUtil.growNoCopy(positions, count);
        int position = 0;
        for (int i = 0; i < count; i++) {
          position += in.readVInt();
          positions[i] = position;
        }
        document.bytes = segment.ids()[number];
        document.length = document.bytes.length;
        action.accept(
            document, segment.positions()[version], segment.lengths()[version], positions, count);
      }
      at -= back;
    } while (back > 0 && at >= segment.floor());
  }

  /** The same as values. */
  public List<PostingEntry> entries() {
    List<PostingEntry> entries = new ArrayList<>();
    forEach(
        (document, position, length, positions, count) -> {
          String id = document.utf8ToString();
          Optional<Posting> posting =
              count == 0
                  ? Optional.empty()
                  : Optional.of(new Posting(id, length, Arrays.copyOf(positions, count)));
          entries.add(new PostingEntry(id, position, posting));
        });
    return entries;
  }

  /**
   * The pieces whose entries this fold repeats: they are to go once it is acknowledged. Empty for a
   * piece.
   */
  public List<Piece> pieces() {
    if (span().kind() == PostingSpan.Kind.PIECE || segment.pieces().isEmpty()) {
      return List.of();
    }
    List<Piece> pieces = new ArrayList<>();
    AppendedBytes.Reading in = segment.entries().copy();
    int unseen = segment.pieces().size();
    int at = newest;
    int back;
    do {
      while (unseen > 0 && segment.pieces().get(unseen - 1).begin() > at) {
        unseen--;
      }
      if (unseen > 0 && at < segment.pieces().get(unseen - 1).end()) {
        pieces.add(segment.pieces().get(--unseen).piece());
      }
      in.seek(at);
      back = in.readVInt();
      at -= back;
    } while (back > 0);
    return pieces;
  }
}
