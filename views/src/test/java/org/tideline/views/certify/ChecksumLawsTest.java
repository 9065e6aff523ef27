package org.tideline.views.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** A checksum is a linear map into the numbers modulo 2^61 - 1. */
class ChecksumLawsTest {
  private static final BigInteger MODULUS = BigInteger.valueOf(Checksum.MODULUS);

  @Property
  void multipliesAsNumbersDo(
      @ForAll @LongRange(min = 0, max = Checksum.MODULUS) long left,
      @ForAll @LongRange(min = 0, max = Checksum.MODULUS) long right) {
    assertThat(BigInteger.valueOf(Checksum.multiply(left, right)))
        .isEqualTo(BigInteger.valueOf(left).multiply(BigInteger.valueOf(right)).mod(MODULUS));
  }

  @Property
  void sumOfTheSumsIsTheSumOfThePairs(
      @ForAll("checksums") Checksum one,
      @ForAll("checksums") Checksum two,
      @ForAll("checksums") Checksum three) {
    assertThat(one.plus(two)).isEqualTo(two.plus(one));
    assertThat(one.plus(two).plus(three)).isEqualTo(one.plus(two.plus(three)));
    assertThat(one.plus(two).minus(two)).isEqualTo(one);
    assertThat(one.plus(Checksum.ZERO)).isEqualTo(one);
    assertThat(one.minus(one)).isEqualTo(Checksum.ZERO);
  }

  @Provide
  Arbitrary<Checksum> checksums() {
    return Arbitraries.longs().between(0, Checksum.MODULUS - 1).map(sum -> new Checksum(1, sum));
  }

  @Property
  void valuesOfOneKeyAddUp(@ForAll byte[] key, @ForAll int[] one, @ForAll int[] other) {
    int components = Math.max(one.length, other.length);
    long[] left = new long[components];
    long[] right = new long[components];
    long[] sum = new long[components];
    for (int i = 0; i < components; i++) {
      left[i] = i < one.length ? one[i] : 0;
      right[i] = i < other.length ? other[i] : 0;
      sum[i] = left[i] + right[i];
    }
    assertThat(Checksum.of(key, left).plus(Checksum.of(key, right)).sum())
        .isEqualTo(Checksum.of(key, sum).sum());
  }

  @Property
  void negativeValuesTakeAway(@ForAll byte[] key, @ForAll long value) {
    long inverse = value == Long.MIN_VALUE ? 1 : -value;
    long least = value == Long.MIN_VALUE ? -1 : value;
    assertThat(Checksum.of(key, least).plus(Checksum.of(key, inverse)).sum()).isZero();
  }

  @Property
  void tellsKeysComponentsAndValuesApart(
      @ForAll byte[] key, @ForAll byte[] other, @ForAll int value, @ForAll int otherValue) {
    if (value != otherValue) {
      assertThat(Checksum.of(key, value).agrees(Checksum.of(key, otherValue))).isFalse();
    }
    if (value != 0 && !Arrays.equals(key, other)) {
      assertThat(Checksum.of(key, value).agrees(Checksum.of(other, value))).isFalse();
    }
    if (value != 0) {
      assertThat(Checksum.of(key, value, 0).agrees(Checksum.of(key, 0, value))).isFalse();
    }
  }
}
