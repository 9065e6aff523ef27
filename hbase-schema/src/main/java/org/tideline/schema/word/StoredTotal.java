package org.tideline.schema.word;

import java.io.IOException;
import org.apache.lucene.store.DataOutput;
import org.tideline.schema.format.StoredFields;
import org.tideline.schema.format.StoredValue;
import org.tideline.views.count.WordCount;

/**
 * What a segment has added to a term, as every realtime value stores it, in the row of the term and
 * in live blocks.
 *
 * <pre>
 *   occurrences(zlong) | documents(zlong)
 * </pre>
 *
 * One object reads many, since a frequent word has one for every bucket.
 */
final class StoredTotal {
  /** What it takes at most. */
  static final int MAX_BYTES = 2 * StoredValue.MAX_VLONG_BYTES;

  private long occurrences;
  private long documents;

  static void write(DataOutput out, WordCount total) throws IOException {
    out.writeZLong(total.occurrences());
    out.writeZLong(total.documents());
  }

  /** Takes the next one of {@code in}. */
  void read(StoredFields in) throws IOException {
    occurrences = in.readZLong();
    documents = in.readZLong();
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
