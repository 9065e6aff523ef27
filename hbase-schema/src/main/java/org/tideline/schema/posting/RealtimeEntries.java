package org.tideline.schema.posting;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

/** The entries in a {@link RealtimePostingsCell} and in a {@link LivePostingsBlock}. */
final class RealtimeEntries {
  private static final int FORMAT_VERSION = 1;

  private RealtimeEntries() {}

  /** The bytes of what {@code entries} passes to its receiver, positions falling. */
  static byte[] encode(Consumer<TermPostings.Receiver> entries) {
    return StoredValue.encode(FORMAT_VERSION, out -> write(out, entries));
  }

  /** Writes the same without a format version. */
  static void write(DataOutput out, Consumer<TermPostings.Receiver> entries) throws IOException {
    Writer writer = new Writer(out);
    entries.accept(writer::write);
    writer.requireWritten();
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
    StoredFields in = new StoredFields();
    in.begin(FORMAT_VERSION, value, offset, length);
    read(in, in.remaining(), into);
  }

  /** The same of the next {@code bytes} bytes of {@code in}. */
  static void read(StoredFields in, int bytes, List<PostingEntry> into) throws IOException {
    read(
        in,
        bytes,
        (document, position, length, positions, count) -> {
          String id = StoredValue.strictUtf8(document.bytes, document.offset, document.length);
          into.add(
              count == 0
                  ? PostingEntry.tombstone(id, position)
                  : PostingEntry.live(
                      position, new Posting(id, length, Arrays.copyOf(positions, count))));
        });
  }

  /**
   * Gives the entries of a value to {@code into}.
   *
   * @return the greatest of their positions in the log; empty if there is no entry
   */
  static OptionalLong collect(byte[] value, int offset, int length, EntryCollector into)
      throws IOException {
    StoredFields in = new StoredFields();
    in.begin(FORMAT_VERSION, value, offset, length);
    return collect(in, in.remaining(), into);
  }

  /** The same of the next {@code bytes} bytes of {@code in}. */
  static OptionalLong collect(StoredFields in, int bytes, EntryCollector into) throws IOException {
    return read(
        in,
        bytes,
        (document, position, length, positions, count) ->
            into.add(document, position, length, positions, 0, count));
  }

  private static OptionalLong read(StoredFields in, int bytes, Sink sink) throws IOException {
    int after = in.remaining() - bytes;
    OptionalLong greatest = OptionalLong.empty();
    long position = 0;
    BytesRef document = new BytesRef(16);
    int[] positions = new int[16];
    while (in.remaining() > after) {
      position = greatest.isEmpty() ? in.readVLong() : position - in.readVLong();
      if (greatest.isEmpty()) {
        greatest = OptionalLong.of(position);
      }
      readId(in, document);
      int count = in.readCount("positions");
      int length = count == 0 ? 0 : in.readVInt();
      if (count > in.remaining()) {
        throw new IOException(
            "expected %d positions, found %d bytes".formatted(count, in.remaining()));
      }
      positions = ArrayUtil.growNoCopy(positions, count);
      int before = 0;
      for (int i = 0; i < count; i++) {
        before += in.readVInt();
        positions[i] = before;
      }
      sink.take(document, position, length, positions, count);
    }
    if (after < 0 || in.remaining() != after) {
      throw new IOException(
          "expected entries of %d bytes, found %d"
              .formatted(bytes, after + bytes - in.remaining()));
    }
    return greatest;
  }

  private static void readId(StoredFields in, BytesRef document) throws IOException {
    document.length = in.readCount("bytes");
    // No more room than there are bytes: what asks for more ends when they are read.
    document.bytes =
        ArrayUtil.growNoCopy(document.bytes, Math.min(document.length, in.remaining()));
    in.readBytes(document.bytes, 0, document.length);
  }
}
