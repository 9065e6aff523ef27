package org.tideline.views.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MergedPostingsTest {
  private static Posting posting(String document, int position) {
    return new Posting(document, 9, new int[] {position});
  }

  private static List<Posting> merged(List<Posting> batch, PostingEntry... realtime) {
    List<Posting> merged = new ArrayList<>();
    MergedPostings.of(batch.iterator(), List.of(realtime)).forEachRemaining(merged::add);
    PostingList list = MergedList.of(new ListedPostings(batch), LastEntries.of(List.of(realtime)));
    PostingCursorContract.check(list, merged, new Random(7));
    for (int divide = 1; divide < realtime.length; divide++) {
      LastEntries early = LastEntries.of(List.of(realtime).subList(0, divide));
      LastEntries late = LastEntries.of(List.of(realtime).subList(divide, realtime.length));
      MergedList before = (MergedList) MergedList.of(new ListedPostings(batch), early);
      PostingCursorContract.check(before.and(late), merged, new Random(divide));
    }
    return merged;
  }

  @Test
  void isInTheOrderOfTheBytesOfIds() {
    String low = "\uFFFD";
    String high = "\uD800\uDC00";
    assertThat(
            merged(
                List.of(posting("b", 0), posting(low, 0)),
                PostingEntry.live(7, posting(high, 1)),
                PostingEntry.live(8, posting("a", 2)),
                PostingEntry.live(9, posting("c", 3))))
        .containsExactly(
            posting("a", 2), posting("b", 0), posting("c", 3), posting(low, 0), posting(high, 1));
  }

  @Test
  void theGreatestPositionTellsWhateverComesFirst() {
    PostingEntry old = PostingEntry.live(7, posting("a", 1));
    PostingEntry last = PostingEntry.live(9, posting("a", 2));
    PostingEntry dead = PostingEntry.tombstone("a", 8);
    assertThat(merged(List.of(posting("a", 0)), old, dead, last)).containsExactly(posting("a", 2));
    assertThat(merged(List.of(posting("a", 0)), last, dead, old)).containsExactly(posting("a", 2));
  }

  @Test
  void aTombstoneHides() {
    assertThat(
            merged(
                List.of(posting("a", 0), posting("b", 0)),
                PostingEntry.tombstone("b", 9),
                PostingEntry.live(8, posting("b", 1)),
                PostingEntry.tombstone("c", 7)))
        .containsExactly(posting("a", 0));
  }

  @Test
  void endsWhenBothDo() {
    assertThat(merged(List.of())).isEmpty();
    assertThatThrownBy(() -> MergedPostings.of(List.<Posting>of().iterator(), List.of()).next())
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("no more postings");
  }
}
