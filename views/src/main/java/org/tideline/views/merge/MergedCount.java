package org.tideline.views.merge;

import org.tideline.views.count.WordCount;

/**
 * The count of one word over both layers: what the batch view has of all records below the cut,
 * plus the sum of the realtime cells at or after it. The sum is exact because the realtime cells
 * hold differences, {@code f(new version) - f(old version)}, whose sum over the records since the
 * cut telescopes to the difference between the views then and at the cut.
 */
public record MergedCount(WordCount batch, WordCount realtime) {
  /** The answer. */
  public WordCount total() {
    return batch.plus(realtime);
  }
}
