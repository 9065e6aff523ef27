package org.tideline.views.view;

/**
 * A commutative group: {@code plus} is associative and commutative, {@code zero} changes nothing,
 * and a value and its {@code negate} are zero together. All of it for all values: an overflow has
 * to go round, as that of {@code long} does, and must not throw. Values are not changed.
 *
 * @param <V> its values
 */
public interface Group<V> {
  /** What adds nothing. */
  V zero();

  /** Both together. */
  V plus(V left, V right);

  /** What takes a value away. */
  V negate(V value);

  /** Whole numbers of 64 bits, which go round at their ends. */
  static Group<Long> numbers() {
    return new Group<>() {
      @Override
      public Long zero() {
        return 0L;
      }

      @Override
      public Long plus(Long left, Long right) {
        return left + right;
      }

      @Override
      public Long negate(Long value) {
        return -value;
      }
    };
  }
}
