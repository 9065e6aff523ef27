package org.tideline.views.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StampTest {
  @Test
  void cutIsItsTimeInUnitsOf20Bits() {
    assertThat(Stamp.ofCut(0)).isZero();
    assertThat(Stamp.ofCut(1_700_000_000_000L)).isEqualTo(1_782_579_200_000_000_000L);
    assertThat(Stamp.ofCut(Stamp.MAX_INGEST_TIME)).isEqualTo(9_223_372_036_853_727_232L);
  }

  @Test
  void refusesTimesWithoutAStamp() {
    assertThatThrownBy(() -> Stamp.ofCut(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ingest time must be in [0, 8796093022207], got -1");
    assertThatThrownBy(() -> Stamp.ofCut(8_796_093_022_208L))
        .hasMessage("ingest time must be in [0, 8796093022207], got 8796093022208");
  }

  @Test
  void recordsOfABucketStandAboveItsCutAndBelowTheNext() {
    Bucket bucket = new Bucket(20_000, 300);
    assertThat(bucket.stamp(300)).isEqualTo(20_000L * (1 << 20) + 1);
    assertThat(bucket.stamp(341)).isEqualTo(20_000L * (1 << 20) + 42);
    assertThat(bucket.stamp(300)).isGreaterThan(Stamp.ofCut(20_000));
    assertThat(bucket.stamp(300 + 10_000L * (1 << 20) - 2)).isLessThan(Stamp.ofCut(30_000));
  }

  @Test
  void bucketKnowsNoPositionBeforeItsFirst() {
    assertThatThrownBy(() -> new Bucket(20_000, 300).stamp(299))
        .hasMessage("position 299 is before the first position 300 of the bucket at 20000");
    assertThatThrownBy(() -> new Bucket(20_000, -1))
        .hasMessage("bucket at 20000: first position must not be negative, got -1");
    assertThatThrownBy(() -> new Bucket(-10_000, 0))
        .hasMessage("ingest time must be in [0, 8796093022207], got -10000");
  }

  @Test
  void segmentsCountFromTheFirstPositionOfTheBucket() {
    Bucket bucket = new Bucket(20_000, 300);
    assertThat(bucket.segment(300, 20)).isZero();
    assertThat(bucket.segment(319, 20)).isZero();
    assertThat(bucket.segment(320, 20)).isEqualTo(1);
    assertThatThrownBy(() -> new Segmentation(new Buckets(10), 0))
        .hasMessage("a segment must hold at least 1 record, got 0");
  }

  @Test
  void bucketsAreHalfOpenAlsoBefore1970() {
    Buckets buckets = new Buckets(10_000);
    assertThat(buckets.start(19_999)).isEqualTo(10_000);
    assertThat(buckets.start(20_000)).isEqualTo(20_000);
    assertThat(buckets.start(-1)).isEqualTo(-10_000);
    assertThat(buckets.start(-10_000)).isEqualTo(-10_000);
    assertThat(buckets.start(-10_001)).isEqualTo(-20_000);
    assertThat(buckets.edgeAfter(-1)).isZero();
    assertThat(buckets.edgeAfter(0)).isEqualTo(10_000);
    assertThatThrownBy(() -> new Buckets(0)).hasMessage("bucket size must be at least 1 ms, got 0");
  }

  @Test
  void cutDividesThePositionsOfEveryPartition() {
    Cut cut = new Cut(20_000, Map.of(0, 300L, 1, 7L));
    assertThat(cut.stamp()).isEqualTo(20_000L << 20);
    assertThat(cut.covers(0, 299)).isTrue();
    assertThat(cut.covers(0, 300)).isFalse();
    assertThat(cut.covers(1, 6)).isTrue();
    assertThatThrownBy(() -> cut.covers(2, 0))
        .hasMessage("cut at 20000 knows partitions [0, 1], asked for 2");
    assertThatThrownBy(() -> new Cut(20_000, Map.of()))
        .hasMessage("cut at 20000 needs a position for every partition, got none");
    assertThatThrownBy(() -> new Cut(20_000, Map.of(3, -1L)))
        .hasMessage("cut at 20000: position of partition 3 must not be negative, got -1");
    assertThatThrownBy(() -> new Cut(-1, Map.of(0, 0L)))
        .hasMessage("ingest time must be in [0, 8796093022207], got -1");
  }
}
