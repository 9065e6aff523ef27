package org.tideline.query;

import java.util.List;
import org.tideline.views.merge.MergedCount;

/**
 * The words that occur most often, in order: most occurrences first, ties by the bytes of the word.
 *
 * @param words fewer than were asked for where no more occur
 * @param rankingRows rows of the batch ranking that were read for it
 * @param countRows rows of batch counts that were read for words that realtime may have brought up
 */
public record TopAnswer(List<Word> words, int rankingRows, int countRows, Reading reading) {
  public TopAnswer {
    words = List.copyOf(words);
  }

  /** One of them; its total is positive. */
  public record Word(String term, MergedCount count) {}
}
