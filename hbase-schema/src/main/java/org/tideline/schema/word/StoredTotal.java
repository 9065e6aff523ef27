package org.tideline.schema.word;

import java.io.IOException;
import org.apache.lucene.store.DataOutput;
import org.tideline.schema.format.StoredFields;
import org.tideline.schema.format.StoredValue;
import org.tideline.schema.window.StoredWindows;
import org.tideline.views.count.WordCount;
import org.tideline.views.window.TermTotal;

/**
 * What a segment has added to a term, as every realtime value stores it, in the row of the term and
 * in live blocks.
 *
 * <pre>
 *   occurrences(zlong) | documents(zlong) | windows as in {@link StoredWindows}
 * </pre>
 *
 * One object reads many, since a frequent word has one for every bucket.
 */
final class StoredTotal {
  /** Of fewer a bound of their bytes is small enough to be allocated. */
  static final int FEW_WINDOWS = 8;

  private long occurrences;
  private long documents;

  /** What {@link #write} takes at most. */
  static int maxBytes(TermTotal total) {
    return 2 * StoredValue.MAX_VLONG_BYTES + StoredWindows.maxBytes(total.windows());
  }

  static void write(DataOutput out, TermTotal total) throws IOException {
    out.writeZLong(total.count().occurrences());
    out.writeZLong(total.count().documents());
    StoredWindows.write(out, total.windows());
  }

  /** Takes the counts of the next one of {@code in}; its windows follow. */
  void readCount(StoredFields in) throws IOException {
    occurrences = in.readZLong();
    documents = in.readZLong();
  }

  /** Takes the counts of the next one of {@code in} and passes over its windows. */
  void read(StoredFields in) throws IOException {
    readCount(in);
    StoredWindows.read(in, (minute, marks, more, held, changes) -> {});
  }

  /** The next one of {@code in}, whole. */
  static TermTotal readTotal(StoredFields in) throws IOException {
    WordCount count = new WordCount(in.readZLong(), in.readZLong());
    return new TermTotal(count, StoredWindows.read(in));
  }

  long occurrences() {
    return occurrences;
  }

  long documents() {
    return documents;
  }

  WordCount total() {
    return new WordCount(occurrences, documents);
  }
}
