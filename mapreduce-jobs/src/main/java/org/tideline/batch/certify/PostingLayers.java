package org.tideline.batch.certify;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.hbase.client.Result;
import org.tideline.schema.posting.PostingsBlock;

/**
 * Where the postings of some rows stand.
 *
 * @param base the blocks of the base; empty where there is no base
 * @param realtime one for each table; a row may come in several parts
 * @param generation the blocks of the new generation
 */
record PostingLayers(Optional<Rows> base, List<Rows> realtime, Rows generation)
    implements AutoCloseable {
  PostingLayers {
    realtime = List.copyOf(realtime);
  }

  /** The first term that any of them is at; empty at the end of all. */
  Optional<byte[]> leastTerm() {
    Optional<byte[]> least = lesser(base.flatMap(PostingLayers::term), term(generation));
    for (Rows rows : realtime) {
      least = lesser(least, rows.peek().map(Result::getRow));
    }
    return least;
  }

  private static Optional<byte[]> term(Rows blocks) {
    return blocks.peek().map(row -> PostingsBlock.term(row.rawCells()[0]));
  }

  private static Optional<byte[]> lesser(Optional<byte[]> one, Optional<byte[]> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return Arrays.compareUnsigned(one.get(), other.get()) <= 0 ? one : other;
  }

  @Override
  public void close() throws IOException {
    for (Rows rows : realtime) {
      rows.close();
    }
    generation.close();
    if (base.isPresent()) {
      base.get().close();
    }
  }
}
