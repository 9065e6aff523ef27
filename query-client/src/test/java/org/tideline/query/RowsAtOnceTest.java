package org.tideline.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowsAtOnceTest {
  @Test
  void beginsWithOnePage() {
    assertThat(RowsAtOnce.first(1).rows()).isEqualTo(32);
    assertThat(RowsAtOnce.first(32).rows()).isEqualTo(33);
    assertThat(RowsAtOnce.first(4_998).rows()).isEqualTo(4_999);
    assertThat(RowsAtOnce.first(5_000).rows()).isEqualTo(5_000);
    assertThat(RowsAtOnce.first(Integer.MAX_VALUE).rows()).isEqualTo(5_000);
  }

  @Test
  void doublesUpToABound() {
    assertThat(RowsAtOnce.first(10).next().next().rows()).isEqualTo(128);
    assertThat(new RowsAtOnce(2_500).next().rows()).isEqualTo(5_000);
    assertThat(new RowsAtOnce(4_999).next().rows()).isEqualTo(5_000);
    assertThat(new RowsAtOnce(5_000).next().rows()).isEqualTo(5_000);
  }

  @Test
  void aMillionGonePlacesTakeHundredsOfReads() {
    int reads = 0;
    RowsAtOnce atOnce = RowsAtOnce.first(10);
    for (int read = 0; read < 1_000_000; read += atOnce.rows(), atOnce = atOnce.next()) {
      reads++;
    }
    assertThat(reads).isBetween(200, 210);
  }
}
