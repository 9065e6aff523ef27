package org.tideline.schema.posting;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.format.StoredFields;
import org.tideline.schema.format.StoredValue;
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
    int after = in.remaining() - bytes;
    long position = -1;
    while (in.remaining() > after) {
      position = position < 0 ? in.readVLong() : position - in.readVLong();
      into.add(entry(position, in));
    }
    if (after < 0 || in.remaining() != after) {
      throw new IOException(
          "expected entries of %d bytes, found %d"
              .formatted(bytes, after + bytes - in.remaining()));
    }
  }

  private static PostingEntry entry(long position, StoredFields in) throws IOException {
    String document = in.readString();
    int count = in.readCount("positions");
    if (count == 0) {
      return PostingEntry.tombstone(document, position);
    }
    int length = in.readVInt();
    if (count > in.remaining()) {
      throw new IOException(
          "expected %d positions, found %d bytes".formatted(count, in.remaining()));
    }
    int[] positions = new int[count];
    int before = 0;
    for (int i = 0; i < count; i++) {
      before += in.readVInt();
      positions[i] = before;
    }
    return PostingEntry.live(position, new Posting(document, length, positions));
  }
}
