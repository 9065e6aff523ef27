package org.tideline.batch.current;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.tideline.views.document.Version;

class CurrentMergeTest {
  private static CurrentVersion put(String id, long eventTime, long position) {
    return new CurrentVersion(new BytesRef(id), new Version(eventTime, position), false);
  }

  private static CurrentVersion delete(String id, long eventTime, long position) {
    return new CurrentVersion(new BytesRef(id), new Version(eventTime, position), true);
  }

  private static List<CurrentVersion> merge(List<CurrentVersion> base, List<CurrentVersion> added)
      throws IOException {
    List<CurrentVersion> merged = new ArrayList<>();
    CurrentMerge merge = new CurrentMerge(base.iterator(), merged::add);
    for (CurrentVersion version : added) {
      merge.add(version);
    }
    merge.finish();
    return merged;
  }

  @Test
  void keepsWhatOnlyOneSideHasInTheOrderOfIds() throws IOException {
    assertThat(
            merge(
                List.of(put("b", 1, 1), put("d", 1, 2), put("e", 1, 3)),
                List.of(put("a", 1, 10), put("c", 1, 11))))
        .containsExactly(
            put("a", 1, 10), put("b", 1, 1), put("c", 1, 11), put("d", 1, 2), put("e", 1, 3));
  }

  @Test
  void aLaterEventTimeWinsAndTheGreaterPositionBreaksTies() throws IOException {
    assertThat(
            merge(
                List.of(put("late", 9, 1), put("tie", 5, 2), put("update", 1, 3)),
                List.of(put("late", 8, 10), put("tie", 5, 11), put("update", 2, 12))))
        .containsExactly(put("late", 9, 1), put("tie", 5, 11), put("update", 2, 12));
  }

  @Test
  void aDeleteStaysAndKeepsOlderPutsDead() throws IOException {
    List<CurrentVersion> deleted = merge(List.of(put("a", 1, 1)), List.of(delete("a", 5, 2)));

    assertThat(deleted).containsExactly(delete("a", 5, 2));
    assertThat(merge(deleted, List.of(put("a", 4, 3)))).containsExactly(delete("a", 5, 2));
    assertThat(merge(deleted, List.of(put("a", 5, 3)))).containsExactly(put("a", 5, 3));
  }

  @Test
  void withoutABaseAllIsNewAndTheReverse() throws IOException {
    assertThat(merge(List.of(), List.of(put("a", 1, 1)))).containsExactly(put("a", 1, 1));
    assertThat(merge(List.of(put("a", 1, 1)), List.of())).containsExactly(put("a", 1, 1));
  }
}
