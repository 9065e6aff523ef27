package org.tideline.batch.certify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.client.Result;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.posting.PostingColumns;
import org.tideline.schema.posting.PostingsBlock;
import org.tideline.views.posting.PostingCursor;

/** A way through the blocks of one term after the other, without an object for each posting. */
final class TermBlocks implements PostingCursor {
  private final PostingColumns block = new PostingColumns();
  private final BytesRef document = new BytesRef();
  private Optional<Rows> rows = Optional.empty();
  private byte[] term = {};
  private DocumentShare share = DocumentShare.ALL;
  private int at;

  /**
   * Goes before the postings of a term.
   *
   * @param newRows blocks, at the first of the term if it has any
   * @param newShare of its documents
   */
  void begin(Optional<Rows> newRows, byte[] newTerm, DocumentShare newShare) {
    rows = newRows;
    term = newTerm;
    share = newShare;
    block.clear();
    at = -1;
  }

  /** The block that comes next; empty where the term has no more. */
  Optional<Cell> peek() {
    Optional<Result> row = rows.flatMap(Rows::peek);
    return row.isPresent() && PostingsBlock.isOf(row.get().rawCells()[0], term)
        ? Optional.of(row.get().rawCells()[0])
        : Optional.empty();
  }

  /** Goes behind the block that comes next. */
  Cell take() throws IOException {
    return rows.orElseThrow().take().rawCells()[0];
  }

  /** Goes behind all blocks of the term. */
  void skip() throws IOException {
    while (peek().isPresent()) {
      take();
    }
  }

  @Override
  public boolean next() {
    do {
      at++;
      if (at >= block.size() && !nextBlock()) {
        return false;
      }
      block.id(at, document);
    } while (!share.has(document));
    return true;
  }

  private boolean nextBlock() {
    if (peek().isEmpty()) {
      return false;
    }
    try {
      PostingsBlock.decode(take(), block);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    at = 0;
    return true;
  }

  @Override
  public boolean advance(BytesRef wanted) {
    boolean more = at >= 0 || next();
    while (more && document.compareTo(wanted) < 0) {
      more = next();
    }
    return more;
  }

  /** The block that it is in. */
  PostingColumns block() {
    return block;
  }

  /** Where it is in {@link #block}. */
  int index() {
    return at;
  }

  @Override
  public BytesRef document() {
    return document;
  }

  @Override
  public int length() {
    return block.length(at);
  }

  @Override
  public int frequency() {
    return block.frequency(at);
  }

  @Override
  public int position(int index) {
    return block.position(at, index);
  }
}
