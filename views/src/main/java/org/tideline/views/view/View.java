package org.tideline.views.view;

import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.tideline.views.document.Document;

/**
 * A view: what documents come to, by key. Its value at a key is the sum, in its group, of what all
 * current documents add there. Both layers call it; it sees one document at a time, and must give
 * the same pairs for equal documents, always and everywhere: no clock, no randomness, no file, no
 * state that a document leaves behind.
 *
 * <p>A document for which {@link #pairs} throws is quarantined, in both layers alike: it counts as
 * nothing, in no view, and is listed with the message of the exception.
 *
 * <p>Found by {@link java.util.ServiceLoader}: a jar names its class in {@code
 * META-INF/services/org.tideline.views.view.View}; it needs a public constructor without arguments.
 * docs/views.md walks through one. {@link #pairs} need not be safe for use by several threads; its
 * group and its codecs have to be.
 *
 * @param <K> keys
 * @param <V> values
 */
public interface View<K, V> {
  /** 1 to 64 of a-z, 0-9 and '-', the first a letter: its name in settings and commands. */
  String name();

  /**
   * A text that is to change when something else changes by which pairs come about than the class
   * itself: a table, a library, another class. The class is part of the {@linkplain #fingerprint
   * fingerprint} anyway.
   */
  default String version() {
    return "1";
  }

  /**
   * What the pairs depend on: views with equal fingerprints give equal pairs. Views of another
   * fingerprint are refused on old data.
   *
   * @param settings those of {@link #configured}, in the order of their names
   */
  default String fingerprint(Map<String, String> settings) {
    return Fingerprint.of(this, settings);
  }

  /**
   * The view with settings, as {@code tideline.views} has them after its name.
   *
   * @param settings may be empty
   * @throws IllegalArgumentException if one is unknown or not legal, saying what is expected
   */
  default View<K, V> configured(Map<String, String> settings) {
    if (!settings.isEmpty()) {
      throw new IllegalArgumentException("expected no settings, found " + settings.keySet());
    }
    return this;
  }

  /** Passes what {@code document} adds. */
  void pairs(Document document, Pairs<K, V> out);

  /** How values are added. */
  Group<V> group();

  /** How keys are stored, sorted and written. */
  Codec<K> keys();

  /** How values are stored and shown. */
  Codec<V> values();

  /** By what {@code top --view} orders values, greatest first; empty where they have no order. */
  default Optional<ToLongFunction<V>> weight() {
    return Optional.empty();
  }
}
