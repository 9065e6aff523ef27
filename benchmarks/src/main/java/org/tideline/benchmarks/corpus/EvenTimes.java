package org.tideline.benchmarks.corpus;

/**
 * Event times that lie evenly in a stretch of time.
 *
 * @param start of the stretch, in epoch milliseconds
 * @param length of the stretch, in milliseconds
 * @param size how many there are
 */
public record EvenTimes(long start, long length, int size) {
  private static final double GOLDEN_RATIO = 0.618_033_988_749_895;

  public EvenTimes {
    if (length < 1 || size < 1) {
      throw new IllegalArgumentException(
          "expected a length and a size of at least 1, got %d and %d".formatted(length, size));
    }
  }

  /** That of document {@code number}, if none comes before one that happened earlier. */
  public long inOrder(int number) {
    return start + (long) ((double) length * number / size);
  }

  /** That of document {@code number}, if those that follow each other lie far apart. */
  public long inAnyOrder(int number) {
    return inOrder((int) ((long) number * step() % size));
  }

  /** Has no divisor in common with the size, so that every place is taken once. */
  private long step() {
    long step = Math.max(1, Math.round(size * GOLDEN_RATIO));
    while (divisor(step, size) != 1) {
      step++;
    }
    return step;
  }

  private static long divisor(long left, long right) {
    return right == 0 ? left : divisor(right, left % right);
  }
}
