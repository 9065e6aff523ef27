package org.tideline.views.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tideline.views.document.Change;
import org.tideline.views.document.Document;

/**
 * Random changes of a few documents made of a few words: puts, updates, deletes, late and equal
 * event times, some far ahead, exact repetitions, ticks, and records that no view can use. Few ids
 * and few words, so that versions meet, totals come back to zero, and words vanish. Equal seeds and
 * prefixes give equal changes.
 */
public final class RandomChanges {
  /** As far ahead as a clock that is set to another century. */
  private static final long FAR_AHEAD = 3_155_760_000_000L;

  private static final List<String> SEPARATORS = List.of(" ", ", ", "\n", " - ");

  private final long seed;
  private final Random random;
  private final String idPrefix;
  private final String wordPrefix;
  private final int ids;
  private final int words;
  private final List<Change> past = new ArrayList<>();
  private final SortedSet<String> wordsSeen = new TreeSet<>();

  /** What event times move by, in milliseconds: within one window, or over many of every size. */
  private final long unit;

  private long eventTime;

  /**
   * A source of changes.
   *
   * @param idPrefix of every document id, so that several sources may share a log
   * @param wordPrefix of every word, lower-case letters only, for the same reason; {@code standard}
   *     and {@code letter} find exactly these words
   */
  public RandomChanges(long seed, String idPrefix, String wordPrefix) {
    this.seed = seed;
    this.random = new Random(seed);
    this.idPrefix = idPrefix;
    this.wordPrefix = wordPrefix;
    this.ids = 1 + random.nextInt(6);
    this.words = 2 + random.nextInt(7);
    this.unit = List.of(1L, 7_000L, 400_000L, 3_700_000L).get(random.nextInt(4));
    // Some histories happened before 1970.
    this.eventTime = random.nextInt(4) == 0 ? -20 : 1_600_000_000_000L;
  }

  /** The next change. */
  public Change next() {
    Change change = draw();
    past.add(change);
    return change;
  }

  private Change draw() {
    int kind = random.nextInt(100);
    eventTime += random.nextInt(3) * unit;
    if (kind < 60) {
      return new Change.Put(new Document(id(), eventTimeOfPut(), Map.of("n", name(kind)), text()));
    } else if (kind < 80) {
      return new Change.Delete(id(), eventTimeOfOne());
    } else if (kind < 90 && !past.isEmpty()) {
      return past.get(random.nextInt(past.size()));
    } else if (kind < 95) {
      return new Change.Tick();
    }
    return new Change.Quarantined(id(), "record: expected kind 1, 2 or 3, found 9");
  }

  private String id() {
    return idPrefix + random.nextInt(ids);
  }

  /** Now and then by a wrong clock. */
  private long eventTimeOfPut() {
    return random.nextInt(60) == 0 ? eventTime + FAR_AHEAD : eventTimeOfOne();
  }

  /** Late one time in three. */
  private long eventTimeOfOne() {
    return random.nextInt(3) == 0 ? eventTime - random.nextInt(12) * unit : eventTime;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int size = random.nextInt(7);
    for (int i = 0; i < size; i++) {
      String word = wordPrefix + name(random.nextInt(words));
      wordsSeen.add(word);
      text.append(word).append(SEPARATORS.get(random.nextInt(SEPARATORS.size())));
    }
    return text.toString();
  }

  private static String name(int number) {
    return String.valueOf((char) ('a' + number % 26));
  }

  /** Every word that stood in a text so far, in order. */
  public SortedSet<String> words() {
    return new TreeSet<>(wordsSeen);
  }

  /** Every id that a change so far may have named, in order. */
  public SortedSet<String> ids() {
    SortedSet<String> all = new TreeSet<>();
    for (int i = 0; i < ids; i++) {
      all.add(idPrefix + i);
    }
    return all;
  }

  @Override
  public String toString() {
    return "changes with seed %dL, ids %s*, words %s*".formatted(seed, idPrefix, wordPrefix);
  }
}
