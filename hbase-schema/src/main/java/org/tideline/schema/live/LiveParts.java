package org.tideline.schema.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.DataOutput;
import org.tideline.views.realtime.Flush;
import org.tideline.views.time.Segment;

/**
 * The cells of one block while it is written. HBase takes no cell above 10 MiB: a term that would
 * bring one above {@link #MAX_BYTES} begins the next part. Every part begins as the block does and
 * is read by itself.
 */
public final class LiveParts {
  /** No part is larger, but for one that has a single term. */
  public static final int MAX_BYTES = 4 << 20;

  /** What a cell takes, with room for row, column and the beginning of the value. */
  private static final int MAX_TERM_BYTES = (10 << 20) - 1024;

  private static final int MAX_PARTS = 1 << Byte.SIZE;

  private final int formatVersion;
  private final Segment segment;
  private final List<byte[]> full = new ArrayList<>();
  private final ByteBuffersDataOutput out = ByteBuffersDataOutput.newResettableInstance();
  private boolean empty;

  /** A block of that segment without terms. */
  public LiveParts(int formatVersion, Segment segment) throws IOException {
    this.formatVersion = formatVersion;
    this.segment = segment;
    begin();
  }

  private void begin() throws IOException {
    out.reset();
    empty = true;
    DataOutput fields = out;
    fields.writeByte((byte) formatVersion);
    LiveTerms.writeSegment(fields, segment);
  }

  /**
   * Names a term, in the next part if this one has no room; what the family has of it is written
   * next.
   *
   * @param bytes what that takes at most
   * @throws IllegalStateException if that fits in no cell: no flush holds so much of a term
   */
  public ByteBuffersDataOutput term(byte[] term, long bytes) throws IOException {
    if (term.length + bytes > MAX_TERM_BYTES) {
      throw new IllegalStateException(
          "live block of %s: expected at most %d bytes of the term \"%s\", found %d; a segment has to end before a term has so much"
              .formatted(segment, MAX_TERM_BYTES, Bytes.toStringBinary(term), term.length + bytes));
    }
    if (!empty && out.size() + Integer.BYTES + 1 + term.length + bytes > MAX_BYTES) {
      full.add(out.toArrayCopy());
      begin();
    }
    LiveTerms.writeTerm(out, term);
    empty = false;
    return out;
  }

  /**
   * Adds all parts to the put of a row.
   *
   * @throws IllegalStateException if there are more than qualifiers can count
   */
  public void addTo(Put put, byte[] family, Flush flush) {
    if (full.size() >= MAX_PARTS) {
      throw new IllegalStateException(
          "live block of %s: expected at most %d parts of %d bytes, found %d; flush more often, see tideline.flush.bytes"
              .formatted(segment, MAX_PARTS, MAX_BYTES, full.size() + 1));
    }
    for (int part = 0; part < full.size(); part++) {
      put.addColumn(family, LiveRow.qualifier(flush, part), flush.stamp(), full.get(part));
    }
    put.addColumn(family, LiveRow.qualifier(flush, full.size()), flush.stamp(), out.toArrayCopy());
  }
}
