package org.tideline.views.reference;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tideline.views.document.Document;
import org.tideline.views.view.Codec;
import org.tideline.views.view.Group;
import org.tideline.views.view.Pairs;
import org.tideline.views.view.View;

/**
 * A view that somebody may have written, drawn from a seed: a few keys that depend on the text, the
 * attributes or the event time of a document, values in the integers or in those modulo a small
 * number, and now and then an exception. It knows by the plainest means what documents come to.
 */
public final class RandomView implements View<String, Long> {
  private enum By {
    WORD,
    ATTRIBUTE,
    EVENT_TIME,
    NOTHING
  }

  private final long seed;
  private final By by;

  /** 0 for all integers. */
  private final long modulus;

  private final int failing;

  /** A view of that seed. */
  public RandomView(long seed) {
    this.seed = seed;
    Random random = new Random(seed);
    by = By.values()[random.nextInt(By.values().length)];
    modulus = random.nextBoolean() ? 0 : 2 + random.nextInt(5);
    failing = 10 + random.nextInt(20);
  }

  @Override
  public String name() {
    return "random";
  }

  @Override
  public void pairs(Document document, Pairs<String, Long> out) {
    if (fails(document)) {
      throw new IllegalArgumentException("text of %d units".formatted(document.text().length()));
    }
    for (String word : document.text().split("[^a-z]+")) {
      out.add(key(document, word), in(1 + word.length() + document.attributes().size()));
    }
  }

  /** Whether it throws. */
  public boolean fails(Document document) {
    return document.text().length() % failing == failing - 1;
  }

  private String key(Document document, String word) {
    return switch (by) {
      case WORD -> "word " + word;
      case ATTRIBUTE ->
          "attribute "
              + Math.floorMod(document.attributes().values().iterator().next().charAt(0), 3);
      case EVENT_TIME -> "second " + Math.floorMod(Math.floorDiv(document.eventTime(), 1000), 3);
      case NOTHING -> "all";
    };
  }

  private long in(long value) {
    return modulus == 0 ? value : Math.floorMod(value, modulus);
  }

  /** What documents come to: every key that is not zero. */
  public Map<String, Long> of(Collection<Document> documents) {
    Map<String, Long> sums = new TreeMap<>();
    for (Document document : documents) {
      for (String word : document.text().split("[^a-z]+")) {
        long value = 1 + word.length() + document.attributes().size();
        sums.merge(key(document, word), value, Long::sum);
      }
    }
    sums.replaceAll((key, sum) -> in(sum));
    sums.values().removeIf(sum -> sum == 0);
    return sums;
  }

  /** The value that {@code value} has over {@code base}. */
  public long difference(long value, long base) {
    return in(value - base);
  }

  /** Every key that any document of these words may have. */
  public SortedSet<String> keys(Collection<String> words) {
    SortedSet<String> keys = new TreeSet<>();
    switch (by) {
      case WORD -> {
        keys.add("word ");
        words.forEach(word -> keys.add("word " + word));
      }
      case ATTRIBUTE -> List.of(0, 1, 2).forEach(rest -> keys.add("attribute " + rest));
      case EVENT_TIME -> List.of(0, 1, 2).forEach(rest -> keys.add("second " + rest));
      case NOTHING -> keys.add("all");
    }
    return keys;
  }

  @Override
  public Group<Long> group() {
    return new Group<>() {
      @Override
      public Long zero() {
        return 0L;
      }

      @Override
      public Long plus(Long left, Long right) {
        return in(left + right);
      }

      @Override
      public Long negate(Long value) {
        return in(-value);
      }
    };
  }

  @Override
  public Codec<String> keys() {
    return Codec.text();
  }

  @Override
  public Codec<Long> values() {
    return Codec.number();
  }

  @Override
  public String toString() {
    return "view with seed %dL by %s modulo %d".formatted(seed, by, modulus);
  }
}
