package org.tideline.schema.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.hbase.client.Put;
import org.junit.jupiter.api.Test;
import org.tideline.views.time.Segment;

class LivePartsTest {
  private static final Segment SEGMENT = new Segment(10_000, 1, 2);

  @Test
  void refusesATermThatNoCellTakes() throws IOException {
    LiveParts parts = new LiveParts(1, SEGMENT);
    assertThatThrownBy(() -> parts.term("whale".getBytes(UTF_8), 10 << 20))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "live block of %s: expected at most 10484736 bytes of the term \"whale\", found 10485765; a segment has to end before a term has so much",
            SEGMENT);
  }

  @Test
  void refusesMorePartsThanQualifiersCount() throws IOException {
    LiveParts parts = new LiveParts(1, SEGMENT);
    for (int part = 0; part <= 256; part++) {
      // Nothing is written: what it takes at most decides.
      parts.term("whale".getBytes(UTF_8), LiveParts.MAX_BYTES);
    }
    assertThatThrownBy(
            () ->
                parts.addTo(
                    new Put(LiveRow.row(5, 1)), LiveRow.WORDS, LiveFlushes.of(List.of("whale"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "live block of %s: expected at most 256 parts of 4194304 bytes, found 257; flush more often, see tideline.flush.bytes",
            SEGMENT);
  }
}
