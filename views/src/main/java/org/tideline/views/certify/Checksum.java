package org.tideline.views.certify;

/**
 * A sum over pairs of a key and its values that does not depend on their order: {@code Σ h(key, i)
 * * value(i)} modulo the prime 2^61 - 1, over all pairs and all components i. It is linear: the sum
 * of two sets of pairs is the sum of their sums, and that of a key whose values are a sum is the
 * same as if each part had been a pair of its own. Two sets whose pairs differ have the same sum
 * with a chance of about 2^-61.
 *
 * @param pairs how many pairs were added whose first value is not 0; not linear in the sense above,
 *     and never compared
 * @param sum from 0 to 2^61 - 2
 */
public record Checksum(long pairs, long sum) {
  /** The prime. */
  public static final long MODULUS = (1L << 61) - 1;

  /** Of no pairs. */
  public static final Checksum ZERO = new Checksum(0, 0);

  public Checksum {
    if (sum < 0 || sum >= MODULUS) {
      throw new IllegalArgumentException(
          "checksum must be in [0, %d), got %d".formatted(MODULUS, sum));
    }
  }

  /** That of one pair. */
  public static Checksum of(byte[] key, long... values) {
    return new Checksum(1, term(StableHash.of(key, 0, key.length), values));
  }

  /** Of the pairs of both. */
  public Checksum plus(Checksum other) {
    return new Checksum(pairs + other.pairs, add(sum, other.sum));
  }

  /** What is to be added to {@code other} to have this. */
  public Checksum minus(Checksum other) {
    return new Checksum(pairs - other.pairs, add(sum, MODULUS - other.sum));
  }

  /** Whether the sums are equal, however many pairs they are made of. */
  public boolean agrees(Checksum other) {
    return sum == other.sum;
  }

  static long add(long left, long right) {
    long sum = left + right;
    return sum >= MODULUS ? sum - MODULUS : sum;
  }

  /** What a pair adds whose key has that hash. */
  static long term(long keyHash, long[] values) {
    long term = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        long factor = reduce(StableHash.component(keyHash, i) >>> 3);
        term = add(term, multiply(factor, remainder(values[i])));
      }
    }
    return term;
  }

  /** Most values are counts, which need no division. */
  private static long remainder(long value) {
    return value >= 0 && value < MODULUS ? value : Math.floorMod(value, MODULUS);
  }

  /** Both from 0 to 2^61 - 1. */
  static long multiply(long left, long right) {
    long low = left * right;
    long high = Math.multiplyHigh(left, right);
    return reduce((low & MODULUS) + (low >>> 61 | high << 3));
  }

  private static long reduce(long value) {
    long folded = (value & MODULUS) + (value >>> 61);
    return folded >= MODULUS ? folded - MODULUS : folded;
  }
}
