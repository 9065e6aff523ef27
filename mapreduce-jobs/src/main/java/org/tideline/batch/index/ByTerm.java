package org.tideline.batch.index;

import java.util.Arrays;
import org.apache.hadoop.hbase.io.ImmutableBytesWritable;
import org.apache.hadoop.io.RawComparator;
import org.tideline.schema.posting.PostingsBlock;

/**
 * Puts all blocks of a term into one group for the reducer; reads no more of a key than its term.
 */
final class ByTerm implements RawComparator<ImmutableBytesWritable> {
  /** The length that stands before the bytes of a key on its way. */
  private static final int PREFIX = Integer.BYTES;

  @Override
  public int compare(
      byte[] one, int start, int length, byte[] other, int otherStart, int otherLength) {
    return compareTerms(
        one, start + PREFIX, length - PREFIX, other, otherStart + PREFIX, otherLength - PREFIX);
  }

  @Override
  public int compare(ImmutableBytesWritable one, ImmutableBytesWritable other) {
    return compareTerms(
        one.get(),
        one.getOffset(),
        one.getLength(),
        other.get(),
        other.getOffset(),
        other.getLength());
  }

  private static int compareTerms(
      byte[] one, int start, int length, byte[] other, int otherStart, int otherLength) {
    int termLength = PostingsBlock.termLength(one, start, length);
    int otherTermLength = PostingsBlock.termLength(other, otherStart, otherLength);
    return Arrays.compareUnsigned(
        one, start, start + termLength, other, otherStart, otherStart + otherTermLength);
  }
}
