package org.tideline.schema.posting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.lucene.store.ByteArrayDataOutput;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.certify.StableHash;
import org.tideline.views.document.DocumentId;
import org.tideline.views.posting.Posting;

/**
 * The postings of one block as arrays, without an object for each; filled again and again. Whoever
 * adds does so in the order of documents. Not safe for use by several threads.
 */
public final class PostingColumns {
  /** Postings in a block, where their positions are not too many. */
  public static final int MAX_POSTINGS = 128;

  /** A block ends with the posting that brings it to so many positions. */
  public static final int MAX_POSITIONS = 1 << 16;

  /** More than any text has terms: what asks for more room is no block. */
  private static final int MOST_POSITIONS = 1 << 24;

  private int size;
  private byte[] ids = new byte[MAX_POSTINGS * 16];
  private final int[] idEnds = new int[MAX_POSTINGS + 1];
  private final int[] lengths = new int[MAX_POSTINGS];
  private final int[] positionEnds = new int[MAX_POSTINGS + 1];
  private int[] positions = new int[MAX_POSTINGS * 2];

  private final IntColumn column = new IntColumn();
  private final int[] numbers = new int[MAX_POSTINGS];
  private final int[] suffixLengths = new int[MAX_POSTINGS];
  private int[] scratch = new int[MAX_POSTINGS * 16];
  private byte[] encoded = {};

  /** How many postings there are. */
  public int size() {
    return size;
  }

  /** Whether the block ends here; the rule depends on the postings alone. */
  public boolean isFull() {
    return size == MAX_POSTINGS || positionEnds[size] >= MAX_POSITIONS;
  }

  /** Forgets all postings. */
  public void clear() {
    size = 0;
  }

  /**
   * Adds a posting.
   *
   * @param id of the document, in UTF-8
   * @param length how many terms the whole document has
   * @param from holds the positions, rising, at {@code [start, end)}
   */
  public void add(BytesRef id, int length, int[] from, int start, int end) {
    add(id.bytes, id.offset, id.length, length, from, start, end);
  }

  /** Adds the posting of {@code from} with that index. */
  public void add(PostingColumns from, int index) {
    int idStart = from.idEnds[index];
    add(
        from.ids,
        idStart,
        from.idEnds[index + 1] - idStart,
        from.lengths[index],
        from.positions,
        from.positionEnds[index],
        from.positionEnds[index + 1]);
  }

  private void add(
      byte[] idBytes, int idStart, int idLength, int length, int[] from, int start, int end) {
    int idEnd = idEnds[size] + idLength;
    ids = ArrayUtil.grow(ids, idEnd);
    System.arraycopy(idBytes, idStart, ids, idEnds[size], idLength);
    int positionEnd = positionEnds[size] + end - start;
    positions = ArrayUtil.grow(positions, positionEnd);
    System.arraycopy(from, start, positions, positionEnds[size], end - start);
    lengths[size] = length;
    size++;
    idEnds[size] = idEnd;
    positionEnds[size] = positionEnd;
  }

  /** Points {@code id} to that of the posting with that index; valid until the block changes. */
  public void id(int index, BytesRef id) {
    id.bytes = ids;
    id.offset = idEnds[index];
    id.length = idEnds[index + 1] - idEnds[index];
  }

  /** How many terms the document of a posting has. */
  public int length(int index) {
    return lengths[index];
  }

  /** Where the term stands in the document of a posting for the time {@code occurrence}, from 0. */
  public int position(int index, int occurrence) {
    return positions[positionEnds[index] + occurrence];
  }

  /** How often the term stands in the document of a posting. */
  public int frequency(int index) {
    return positionEnds[index + 1] - positionEnds[index];
  }

  /** A number that stands for the positions of a posting. */
  public long hashOfPositions(int index) {
    return StableHash.ofPositions(positions, positionEnds[index], positionEnds[index + 1]);
  }

  /** The order of the documents of two postings. */
  public int compare(int index, PostingColumns other, int otherIndex) {
    return Arrays.compareUnsigned(
        ids,
        idEnds[index],
        idEnds[index + 1],
        other.ids,
        other.idEnds[otherIndex],
        other.idEnds[otherIndex + 1]);
  }

  /** Compares the document of a posting with the id in {@code bytes} at {@code [start, end)}. */
  public int compare(int index, byte[] bytes, int start, int end) {
    return Arrays.compareUnsigned(ids, idEnds[index], idEnds[index + 1], bytes, start, end);
  }

  /** A posting of its own. */
  Posting posting(int index) {
    return new Posting(
        text(index),
        lengths[index],
        Arrays.copyOfRange(positions, positionEnds[index], positionEnds[index + 1]));
  }

  private void write(DataOutput out) throws IOException {
    out.writeVInt(size);
    writeIds(out);
    column.write(out, lengths, size);
    for (int i = 0; i < size; i++) {
      numbers[i] = positionEnds[i + 1] - positionEnds[i];
    }
    column.write(out, numbers, size);
    writePositions(out);
  }

  private void writeIds(DataOutput out) throws IOException {
    scratch = ArrayUtil.growNoCopy(scratch, idEnds[size]);
    int suffixes = 0;
    for (int i = 1; i < size; i++) {
      int before = idEnds[i - 1];
      int start = idEnds[i];
      int end = idEnds[i + 1];
      int differs = Arrays.mismatch(ids, before, start, ids, start, end);
      int shared = differs < 0 ? end - start : differs;
      numbers[i - 1] = shared;
      suffixLengths[i - 1] = end - start - shared;
      for (int at = start + shared; at < end; at++) {
        scratch[suffixes++] = ids[at] & 0xFF;
      }
    }
    column.write(out, numbers, size - 1);
    column.write(out, suffixLengths, size - 1);
    column.write(out, scratch, suffixes);
  }

  private void writePositions(DataOutput out) throws IOException {
    int count = positionEnds[size];
    scratch = ArrayUtil.growNoCopy(scratch, count);
    for (int i = 0; i < size; i++) {
      int previous = 0;
      for (int at = positionEnds[i]; at < positionEnds[i + 1]; at++) {
        scratch[at] = positions[at] - previous;
        previous = positions[at];
      }
    }
    column.write(out, scratch, count);
  }

  /**
   * Takes the postings that {@code in} holds in place of those here.
   *
   * @throws IOException if it is no block
   */
  void read(DataInput in, byte[] first, int firstStart, int firstLength) throws IOException {
    readButPositions(in, first, firstStart, firstLength);
    readPositions(in);
  }

  /** The same, but the positions are missing until they are read from where {@code in} is then. */
  void readButPositions(DataInput in, byte[] first, int firstStart, int firstLength)
      throws IOException {
    size = 0;
    int count = readCount(in);
    readIds(in, count, first, firstStart, firstLength);
    column.read(in, lengths, count);
    column.read(in, numbers, count);
    for (int i = 0; i < count; i++) {
      within("positions of a posting", 1, lengths[i], numbers[i]);
      positionEnds[i + 1] = within("positions", 1, MOST_POSITIONS, positionEnds[i] + numbers[i]);
    }
    size = count;
  }

  /** How many postings follow. */
  static int readCount(DataInput in) throws IOException {
    return within("postings", 1, MAX_POSTINGS, in.readVInt());
  }

  private void readIds(DataInput in, int count, byte[] first, int firstStart, int firstLength)
      throws IOException {
    column.read(in, numbers, count - 1);
    column.read(in, suffixLengths, count - 1);
    int suffixes = 0;
    idEnds[1] = within("bytes of an id", 1, DocumentId.MAX_BYTES, firstLength);
    for (int i = 1; i < count; i++) {
      int shared = within("shared bytes of an id", 0, idEnds[i] - idEnds[i - 1], numbers[i - 1]);
      int length =
          within("bytes of an id", 1, DocumentId.MAX_BYTES, (long) shared + suffixLengths[i - 1]);
      suffixes += length - shared;
      idEnds[i + 1] = idEnds[i] + length;
    }
    scratch = ArrayUtil.growNoCopy(scratch, suffixes);
    column.read(in, scratch, suffixes);

    ids = ArrayUtil.grow(ids, idEnds[count]);
    System.arraycopy(first, firstStart, ids, 0, firstLength);
    int suffix = 0;
    for (int i = 1; i < count; i++) {
      int start = idEnds[i];
      System.arraycopy(ids, idEnds[i - 1], ids, start, numbers[i - 1]);
      for (int at = start + numbers[i - 1]; at < idEnds[i + 1]; at++) {
        ids[at] = (byte) scratch[suffix++];
      }
      requireRising(i, numbers[i - 1]);
    }
  }

  /** One byte tells where the id of a posting shares exactly as many with the one before. */
  private void requireRising(int index, int shared) throws IOException {
    int before = idEnds[index - 1] + shared;
    boolean longer = before == idEnds[index];
    if (!longer
        && Byte.compareUnsigned(ids[idEnds[index] + shared], ids[before]) <= 0
        && compare(index - 1, this, index) >= 0) {
      throw new IOException(
          "expected ids that rise, found \"%s\" after \"%s\""
              .formatted(text(index), text(index - 1)));
    }
  }

  private String text(int index) {
    return new String(
        ids, idEnds[index], idEnds[index + 1] - idEnds[index], StandardCharsets.UTF_8);
  }

  /** Reads the positions of what was read without them. */
  void readPositions(DataInput in) throws IOException {
    positions = ArrayUtil.growNoCopy(positions, positionEnds[size]);
    column.read(in, positions, positionEnds[size]);
    for (int i = 0; i < size; i++) {
      for (int at = positionEnds[i] + 1; at < positionEnds[i + 1]; at++) {
        positions[at] += positions[at - 1];
        if (positions[at] <= positions[at - 1]) {
          throw new IOException(
              "posting of document \"%s\": expected positions that rise from 0, found %d after %d"
                  .formatted(text(i), positions[at], positions[at - 1]));
        }
      }
    }
  }

  private static int within(String what, int least, int most, long found) throws IOException {
    if (found < least || found > most) {
      throw new IOException("expected %d to %d %s, found %d".formatted(least, most, what, found));
    }
    return (int) found;
  }

  /**
   * The value of the cell that stores the block; {@link PostingsBlock#decode} reads it.
   *
   * @throws IllegalStateException if there is no posting
   */
  public byte[] encode() {
    if (size == 0) {
      throw new IllegalStateException("a block of postings needs at least one, has none");
    }
    // Numbers are vints, or packed where that is shorter, and patches lie close where they are
    // many.
    long numbersWritten = 4L * size + idEnds[size] + positionEnds[size];
    encoded = ArrayUtil.growNoCopy(encoded, Math.toIntExact(64 + 6 * numbersWritten));
    ByteArrayDataOutput out = new ByteArrayDataOutput(encoded);
    try {
      out.writeByte((byte) PostingsBlock.FORMAT_VERSION);
      write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer in memory cannot fail to be written", e);
    }
    return Arrays.copyOf(encoded, out.getPosition());
  }
}
