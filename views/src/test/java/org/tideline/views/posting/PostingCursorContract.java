package org.tideline.views.posting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.document.DocumentId;

/** What every way through postings keeps to. */
public final class PostingCursorContract {
  private PostingCursorContract() {}

  /** Goes through {@code list} in several ways, and finds {@code expected} in each. */
  public static void check(PostingList list, List<Posting> expected, Random random) {
    assertThat(list.size()).isEqualTo(expected.size());
    assertThat(all(list.cursor())).isEqualTo(expected);
    for (int i = 0; i < 10; i++) {
      jump(list.cursor(), expected, random);
    }
  }

  private static List<Posting> all(PostingCursor cursor) {
    List<Posting> all = new ArrayList<>();
    while (cursor.next()) {
      all.add(cursor.posting());
    }
    return all;
  }

  /** By steps and jumps to documents that are there, are not there, or are passed already. */
  private static void jump(PostingCursor cursor, List<Posting> expected, Random random) {
    int at = -1;
    boolean more = true;
    while (more) {
      if (random.nextBoolean()) {
        at++;
        more = cursor.next();
      } else {
        String target = target(expected, random);
        at = Math.max(at, 0);
        while (at < expected.size()
            && DocumentId.ORDER.compare(expected.get(at).document(), target) < 0) {
          at++;
        }
        more = cursor.advance(new BytesRef(target));
      }
      assertThat(more).isEqualTo(at < expected.size());
      if (more) {
        assertThat(cursor.posting()).isEqualTo(expected.get(at));
      }
    }
  }

  private static String target(List<Posting> expected, Random random) {
    if (expected.isEmpty() || random.nextInt(8) == 0) {
      return random.nextBoolean() ? "!" : "\uD83D\uDC0B";
    }
    String there = expected.get(random.nextInt(expected.size())).document();
    return random.nextBoolean() ? there : there + "0";
  }
}
