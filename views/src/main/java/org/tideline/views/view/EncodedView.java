package org.tideline.views.view;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.document.Document;
import org.tideline.views.document.DocumentVersion;

/**
 * A view as everybody but its author sees it: keys and values are bytes, which sort, are equal, and
 * are added. Bytes that it gives are those of whole arrays, and nobody changes them.
 */
public final class EncodedView {
  /** The same for any types of keys and values. */
  private static final class Typed<K, V> {
    private final View<K, V> view;
    private final Group<V> group;
    private final Codec<K> keys;
    private final Codec<V> values;
    private final BytesRef zero;

    Typed(View<K, V> view) {
      this.view = view;
      this.group = view.group();
      this.keys = view.keys();
      this.values = view.values();
      this.zero = encoded(group.zero());
    }

    private BytesRef encoded(V value) {
      return new BytesRef(values.encode(value));
    }

    private V decoded(BytesRef bytes) {
      return values.decode(whole(bytes));
    }

    SortedMap<BytesRef, BytesRef> pairs(Document document) {
      Map<BytesRef, V> sums = new TreeMap<>();
      view.pairs(
          document, (key, value) -> sums.merge(new BytesRef(keys.encode(key)), value, group::plus));
      SortedMap<BytesRef, BytesRef> pairs = new TreeMap<>();
      sums.forEach(
          (key, sum) -> {
            BytesRef value = encoded(sum);
            if (!value.equals(zero)) {
              pairs.put(key, value);
            }
          });
      return pairs;
    }

    BytesRef plus(BytesRef left, BytesRef right) {
      return encoded(group.plus(decoded(left), decoded(right)));
    }

    BytesRef negate(BytesRef value) {
      return encoded(group.negate(decoded(value)));
    }

    String printedKey(BytesRef key) {
      return keys.printed(keys.decode(whole(key)));
    }

    String printedValue(BytesRef value) {
      return values.printed(decoded(value));
    }

    BytesRef key(String text) {
      return new BytesRef(keys.encode(keys.parsed(text)));
    }

    Optional<ToLongFunction<BytesRef>> weight() {
      return view.weight().map(weight -> value -> weight.applyAsLong(decoded(value)));
    }
  }

  private final String name;
  private final String fingerprint;
  private final Typed<?, ?> typed;

  private EncodedView(String name, String fingerprint, Typed<?, ?> typed) {
    this.name = name;
    this.fingerprint = fingerprint;
    this.typed = typed;
  }

  /** {@code view}, without settings. */
  public static EncodedView of(View<?, ?> view) {
    return of(view, Map.of());
  }

  static EncodedView of(View<?, ?> view, Map<String, String> settings) {
    return new EncodedView(
        ViewName.require(view.name()), view.fingerprint(settings), new Typed<>(view));
  }

  public String name() {
    return name;
  }

  /** What its pairs depend on. */
  public String fingerprint() {
    return fingerprint;
  }

  /** What a document adds, each key once, without what comes to zero. */
  public SortedMap<BytesRef, BytesRef> pairs(Document document) {
    return typed.pairs(document);
  }

  /** What a version adds: nothing if it is a delete. */
  public SortedMap<BytesRef, BytesRef> pairs(DocumentVersion version) {
    return version.document().map(this::pairs).orElseGet(TreeMap::new);
  }

  /** The value that adds nothing. */
  public BytesRef zero() {
    return typed.zero;
  }

  public boolean isZero(BytesRef value) {
    return typed.zero.equals(value);
  }

  /** The sum of two values. */
  public BytesRef plus(BytesRef left, BytesRef right) {
    return typed.plus(left, right);
  }

  /** What takes a value away. */
  public BytesRef negate(BytesRef value) {
    return typed.negate(value);
  }

  /** A key as it is shown. */
  public String printedKey(BytesRef key) {
    return typed.printedKey(key);
  }

  /** A value as it is shown. */
  public String printedValue(BytesRef value) {
    return typed.printedValue(value);
  }

  /**
   * The key that is shown as {@code text}.
   *
   * @throws IllegalArgumentException if there is none, saying what is expected
   */
  public BytesRef key(String text) {
    return typed.key(text);
  }

  /** By what its values are ordered, if they are. */
  public Optional<ToLongFunction<BytesRef>> weight() {
    return typed.weight();
  }

  /** The bytes alone. */
  private static byte[] whole(BytesRef bytes) {
    return bytes.offset == 0 && bytes.length == bytes.bytes.length
        ? bytes.bytes
        : BytesRef.deepCopyOf(bytes).bytes;
  }

  @Override
  public String toString() {
    return "view " + name;
  }
}
