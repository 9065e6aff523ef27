package org.tideline.batch.certify;

import java.io.IOException;
import org.apache.hadoop.hbase.Cell;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefBuilder;
import org.tideline.schema.posting.PostingColumns;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.views.certify.PairSink;
import org.tideline.views.certify.PlainView;
import org.tideline.views.certify.Side;
import org.tideline.views.certify.StableHash;
import org.tideline.views.posting.Posting;

/** Passes postings as pairs. Not safe for use by several threads. */
final class PostingPairs {
  private final PairSink sink;
  private final PostingColumns columns = new PostingColumns();
  private final BytesRefBuilder key = new BytesRefBuilder();
  private final BytesRef id = new BytesRef();
  private final long[] values = new long[3];

  PostingPairs(PairSink sink) {
    this.sink = sink;
  }

  /** The postings of a block, those of some documents. */
  void pass(Cell cell, DocumentShare share, Side... sides)
      throws IOException, InterruptedException {
    PostingsBlock.decode(cell, columns);
    byte[] row = cell.getRowArray();
    int start = cell.getRowOffset();
    int termLength = PostingsBlock.termLength(row, start, cell.getRowLength());
    // The row begins as the keys of its postings do.
    key.copyBytes(row, start, termLength + 1);
    for (int i = 0; i < columns.size(); i++) {
      columns.id(i, id);
      if (!share.has(id)) {
        continue;
      }
      key.setLength(termLength + 1);
      key.append(id);
      values[0] = columns.frequency(i);
      values[1] = columns.length(i);
      values[2] = columns.hashOfPositions(i);
      sink.accept(key.get(), values, sides);
    }
  }

  /** One posting. */
  void pass(byte[] term, Posting posting, Side... sides) throws IOException, InterruptedException {
    values[0] = posting.frequency();
    values[1] = posting.length();
    values[2] = StableHash.ofPositions(posting.positions(), 0, posting.frequency());
    BytesRef pair = PlainView.postingKey(new BytesRef(term), new BytesRef(posting.document()));
    sink.accept(pair, values, sides);
  }
}
