package org.tideline.views.view;

/**
 * Takes what a view makes of a document.
 *
 * @param <K> keys of the view
 * @param <V> its values
 */
@FunctionalInterface
public interface Pairs<K, V> {
  /** Adds {@code value} to {@code key}; a key may come several times. */
  void add(K key, V value);
}
