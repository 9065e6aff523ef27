package org.tideline.views.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.document.Document;

/**
 * What every view has to keep. A test of a view extends this, and says what its values and
 * documents are like; the laws are then tried on many of them.
 *
 * @param <K> keys of the view
 * @param <V> its values
 */
public abstract class ViewLaws<K, V> {
  /** The view. */
  protected abstract View<K, V> view();

  /** Any values. */
  @Provide
  protected abstract Arbitrary<V> values();

  /** Any documents for which it does not throw. */
  @Provide
  protected abstract Arbitrary<Document> documents();

  @Property(tries = 200)
  void additionDoesNotCareForOrder(
      @ForAll("values") V one, @ForAll("values") V two, @ForAll("values") V three) {
    Group<V> group = view().group();
    assertThat(group.plus(one, two)).isEqualTo(group.plus(two, one));
    assertThat(group.plus(group.plus(one, two), three))
        .isEqualTo(group.plus(one, group.plus(two, three)));
  }

  @Property(tries = 200)
  void whatIsTakenAwayIsGone(@ForAll("values") V value) {
    Group<V> group = view().group();
    assertThat(group.plus(value, group.zero())).isEqualTo(value);
    assertThat(group.plus(value, group.negate(value))).isEqualTo(group.zero());
  }

  /** However it came about: certificates and zeros are told by bytes. */
  @Property(tries = 200)
  void equalValuesHaveEqualBytes(@ForAll("values") V one, @ForAll("values") V two) {
    Group<V> group = view().group();
    Codec<V> codec = view().values();
    V again = group.plus(group.plus(one, two), group.negate(two));
    assertThat(codec.encode(again)).isEqualTo(codec.encode(one));
    assertThat(Arrays.equals(codec.encode(one), codec.encode(two))).isEqualTo(one.equals(two));
    assertThat(codec.decode(codec.encode(one))).isEqualTo(one);
  }

  @Property(tries = 200)
  void equalDocumentsGiveEqualPairs(@ForAll("documents") Document document) {
    Document same =
        new Document(document.id(), document.eventTime(), document.attributes(), document.text());
    EncodedView encoded = EncodedView.of(view());
    assertThat(encoded.pairs(same)).isEqualTo(encoded.pairs(document));
  }

  @Property(tries = 200)
  void keysAreReadAsTheyAreShown(@ForAll("documents") Document document) {
    Codec<K> codec = view().keys();
    view()
        .pairs(
            document,
            (key, value) -> {
              assertThat(codec.decode(codec.encode(key))).isEqualTo(key);
              assertThat(codec.parsed(codec.printed(key))).isEqualTo(key);
              assertThat(codec.printed(key)).doesNotContain("\n");
            });
  }

  /** The difference of two versions, taken from the first and the other way round. */
  @Property(tries = 200)
  void updatesTelescope(@ForAll("documents") Document before, @ForAll("documents") Document after) {
    EncodedView encoded = EncodedView.of(view());
    encoded
        .pairs(before)
        .forEach(
            (key, old) -> {
              BytesRef now = encoded.pairs(after).getOrDefault(key, encoded.zero());
              BytesRef difference = encoded.plus(now, encoded.negate(old));
              assertThat(encoded.plus(old, difference)).isEqualTo(now);
            });
  }
}
