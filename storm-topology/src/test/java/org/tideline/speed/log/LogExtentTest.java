package org.tideline.speed.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tideline.schema.progress.Stop;

class LogExtentTest {
  private static final LogExtent EXTENT = new LogExtent("tideline", 1, 100, 300);

  @Test
  void readsWhereNothingIsMissing() {
    assertThat(EXTENT.refuse(100, 100)).isEmpty();
    assertThat(EXTENT.refuse(200, 300)).isEmpty();
    assertThat(EXTENT.refuse(300, 300)).isEmpty();
  }

  @Test
  void namesAGap() {
    assertThat(EXTENT.refuse(40, 250))
        .contains(
            new Stop(
                Stop.Reason.GAP,
                "partition 1 of topic tideline: expected the records from position 40 on, the log begins at 100; 60 records are gone before they were counted. Start anew from an empty folder or namespace"));
  }

  @Test
  void namesALogThatEndsBelowWhatWasRead() {
    assertThat(EXTENT.refuse(200, 301))
        .contains(
            new Stop(
                Stop.Reason.TRUNCATED,
                "partition 1 of topic tideline: expected the records below position 301 that were read before, the log keeps those below 300; records were counted that are gone. Start anew from an empty folder or namespace"));
  }
}
