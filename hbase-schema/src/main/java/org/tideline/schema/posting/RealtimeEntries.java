package org.tideline.schema.posting;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.format.StoredFields;
import org.tideline.schema.format.StoredValue;
import org.tideline.views.posting.EntryCollector;
import org.tideline.views.posting.Posting;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.realtime.TermPostings;

/** The value of a {@link RealtimePostingsCell}. */
final class RealtimeEntries {
  private static final int FORMAT_VERSION = 1;

  private RealtimeEntries() {}

  /** The bytes of what {@code entries} passes to its receiver, positions falling. */
  static byte[] encode(Consumer<TermPostings.Receiver> entries) {
    return StoredValue.encode(
        FORMAT_VERSION,
        out -> {
          Writer writer = new Writer(out);
          entries.accept(writer::write);
          writer.requireWritten();
        });
  }

  /** The same of entries that are at hand. */
  static byte[] encode(List<PostingEntry> entries) {
    return encode(
        receiver -> {
          for (PostingEntry entry : entries) {
            int[] positions = entry.posting().map(Posting::positions).orElse(new int[0]);
            receiver.accept(
                new BytesRef(entry.document()),
                entry.position(),
                entry.posting().map(Posting::length).orElse(0),
                positions,
                positions.length);
          }
        });
  }

  /** Writes entries one after the other; keeps the first failure for the end. */
  private static final class Writer {
    private final DataOutput out;
    private Optional<IOException> failure = Optional.empty();
    private long above = -1;

    Writer(DataOutput out) {
      this.out = out;
    }

    void write(BytesRef document, long position, int length, int[] positions, int count) {
      try {
        out.writeVLong(above < 0 ? position : above - position);
        above = position;
        out.writeVInt(document.length);
        out.writeBytes(document.bytes, document.offset, document.length);
        out.writeVInt(count);
        if (count > 0) {
          out.writeVInt(length);
          int before = 0;
          for (int i = 0; i < count; i++) {
            out.writeVInt(positions[i] - before);
            before = positions[i];
          }
        }
      } catch (IOException e) {
        failure = failure.or(() -> Optional.of(e));
      }
    }

    void requireWritten() throws IOException {
      if (failure.isPresent()) {
        throw failure.get();
      }
    }
  }

  /** Takes an entry; bytes and array are only valid during the call. */
  @FunctionalInterface
  private interface Sink {
    void take(BytesRef document, long position, int length, int[] positions, int count)
        throws IOException;
  }

  /**
   * Adds the entries of a value to {@code into}.
   *
   * @throws IOException if it is not of this format
   * @throws IllegalArgumentException if an entry cannot be
   */
  static void decode(byte[] value, int offset, int length, List<PostingEntry> into)
      throws IOException {
    read(
        value,
        offset,
        length,
        (document, position, terms, positions, count) -> {
          String id = StoredValue.strictUtf8(document.bytes, document.offset, document.length);
          into.add(
              count == 0
                  ? PostingEntry.tombstone(id, position)
                  : PostingEntry.live(
                      position, new Posting(id, terms, Arrays.copyOf(positions, count))));
        });
  }

  /**
   * Gives the entries of a value to {@code into}.
   *
   * @return whether there were some at {@code limit} or after it, which are given too only if
   *     {@code all}
   */
  static boolean collect(
      byte[] value, int offset, int length, long limit, boolean all, EntryCollector into)
      throws IOException {
    boolean[] beyond = {false};
    read(
        value,
        offset,
        length,
        (document, position, terms, positions, count) -> {
          beyond[0] |= position >= limit;
          if (all || position < limit) {
            into.add(document, position, terms, positions, 0, count);
          }
        });
    return beyond[0];
  }

  private static void read(byte[] value, int offset, int length, Sink sink) throws IOException {
    StoredFields in = new StoredFields();
    in.begin(FORMAT_VERSION, value, offset, length);
    BytesRef document = new BytesRef();
    int[] positions = new int[16];
    long position = -1;
    while (in.remaining() > 0) {
      position = position < 0 ? in.readVLong() : position - in.readVLong();
      document.length = in.readCount("bytes");
      requireLeft("bytes of an id", document.length, in);
      document.bytes = ArrayUtil.growNoCopy(document.bytes, document.length);
      in.readBytes(document.bytes, 0, document.length);
      int count = in.readCount("positions");
      int terms = count == 0 ? 0 : in.readVInt();
      requireLeft("positions", count, in);
      positions = ArrayUtil.growNoCopy(positions, count);
      int before = 0;
      for (int i = 0; i < count; i++) {
        before += in.readVInt();
        positions[i] = before;
      }
      sink.take(document, position, terms, positions, count);
    }
  }

  private static void requireLeft(String what, int count, StoredFields in) throws IOException {
    if (count > in.remaining()) {
      throw new IOException(
          "expected %d %s, found %d bytes".formatted(count, what, in.remaining()));
    }
  }
}
