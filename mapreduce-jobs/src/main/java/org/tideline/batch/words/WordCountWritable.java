package org.tideline.batch.words;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;
import org.tideline.views.count.WordCount;

/** A count on its way from a mapper to a reducer; filled again and again by both. */
public final class WordCountWritable implements Writable {
  private long occurrences;
  private long documents;

  void set(long newOccurrences, long newDocuments) {
    occurrences = newOccurrences;
    documents = newDocuments;
  }

  WordCount count() {
    return new WordCount(occurrences, documents);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    WritableUtils.writeVLong(out, occurrences);
    WritableUtils.writeVLong(out, documents);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    occurrences = WritableUtils.readVLong(in);
    documents = WritableUtils.readVLong(in);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WordCountWritable that && count().equals(that.count());
  }

  @Override
  public int hashCode() {
    return count().hashCode();
  }

  @Override
  public String toString() {
    return count().toString();
  }
}
