package org.tideline.views.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.tideline.views.window.AllDocuments;
import org.tideline.views.window.WindowSize;

class WindowKeyTest {
  @Test
  void hasTheBytesOfItsDrawing() {
    assertThat(WindowKey.of(new BytesRef("sea"), WindowSize.HOUR, 70).bytes)
        .containsExactly('s', 'e', 'a', 0, 1, 0x80, 0, 0, 0, 0, 0, 0, 70);
    assertThat(TimelineKey.of(5, new BytesRef("a")).bytes)
        .containsExactly(0x80, 0, 0, 0, 0, 0, 0, 5, 'a');
  }

  @Test
  void isPrintedForPeople() {
    BytesRef all = new BytesRef(AllDocuments.row());
    assertThat(WindowKey.printed(WindowKey.of(all, WindowSize.DAY, -330)))
        .isEqualTo("all documents, day of 1969-12-31T18:30:00Z");
    assertThat(WindowKey.printed(WindowKey.of(new BytesRef("sea"), WindowSize.MINUTE, 1)))
        .isEqualTo("sea, minute of 1970-01-01T00:01:00Z");
    assertThat(WindowKey.printed(WindowKey.of(all, WindowSize.MINUTE, Long.MIN_VALUE / 60_000 - 1)))
        .isEqualTo("all documents, minute of minute -153722867280913");
    assertThat(TimelineKey.printed(TimelineKey.of(-1, new BytesRef("moby"))))
        .isEqualTo("moby at 1969-12-31T23:59:59.999Z");
  }

  @Test
  void liesInTheRangeOfItsRow() {
    KeyRanges ranges =
        KeyRanges.startingAt(List.of(new byte[] {'s', 'e', 'a'}, new byte[] {'s', 'e', 'a', 1}));
    assertThat(ranges.indexOf(WindowKey.of(new BytesRef("sea"), WindowSize.DAY, -1).bytes))
        .isEqualTo(1);
    assertThat(ranges.indexOf(WindowKey.of(new BytesRef("se"), WindowSize.DAY, -1).bytes)).isZero();
    assertThat(
            ranges.indexOf(
                WindowKey.of(new BytesRef(AllDocuments.row()), WindowSize.DAY, -1).bytes))
        .isZero();
  }
}
