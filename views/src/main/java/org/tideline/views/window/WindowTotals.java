package org.tideline.views.window;

import java.util.Arrays;
import java.util.StringJoiner;
import org.tideline.views.count.WordCount;

/**
 * What deltas add to the windows of one term: sums over minutes and marks, in the order of minutes,
 * then marks. An element of an abelian group; an entry of nothing but zeros is none. Not to be
 * changed.
 *
 * <p>A mark for each size says that the window of that size was closed before the delta came. One
 * for all of them would not do: a day of a zone that is off the full hour ends within an hour.
 */
public final class WindowTotals {
  /** Receives one entry. */
  @FunctionalInterface
  public interface Receiver {
    /**
     * One entry.
     *
     * @param minute in minutes since 1970-01-01T00:00Z
     * @param marks the sum of the {@link WindowSize#mark}s of those windows of it that were closed
     * @param changes how many deltas it is the sum of; totals that net to 0 hide them
     */
    void accept(long minute, int marks, long occurrences, long documents, long changes);
  }

  /** The neutral element. */
  public static final WindowTotals EMPTY = new WindowTotals(new long[0]);

  /** Numbers that an entry has in {@link #entries}. */
  static final int WIDTH = 4;

  private static final int MARK_BITS = WindowSize.values().length;

  /** Per entry: key, occurrences, documents, changes; keys rise. */
  private final long[] entries;

  private WindowTotals(long[] entries) {
    this.entries = entries;
  }

  /**
   * Those with these numbers, which belong to them from now on.
   *
   * @param entries per entry its {@link #key}, occurrences, documents and changes
   * @throws IllegalArgumentException if the keys do not rise
   */
  static WindowTotals of(long[] entries) {
    for (int i = WIDTH; i < entries.length; i += WIDTH) {
      if (entries[i - WIDTH] >= entries[i]) {
        throw new IllegalArgumentException(
            "window totals: expected an entry after %s, found %s"
                .formatted(shown(entries[i - WIDTH]), shown(entries[i])));
      }
    }
    return entries.length == 0 ? EMPTY : new WindowTotals(entries);
  }

  /** Collects entries in their order. */
  public static final class Builder {
    private long[] entries;
    private int length;

    /** Room for {@code size} entries. */
    public Builder(int size) {
      entries = new long[size * WIDTH];
    }

    /**
     * Adds the next entry.
     *
     * @throws IllegalArgumentException if there are marks that no window has
     */
    public Builder add(long minute, int marks, long occurrences, long documents, long changes) {
      if (marks < 0 || marks >= 1 << MARK_BITS) {
        throw new IllegalArgumentException(
            "window totals: expected marks from 0 to %d, found %d"
                .formatted((1 << MARK_BITS) - 1, marks));
      }
      if (length == entries.length) {
        entries = Arrays.copyOf(entries, Math.max(WIDTH, 2 * length));
      }
      entries[length++] = key(minute, marks);
      entries[length++] = occurrences;
      entries[length++] = documents;
      entries[length++] = changes;
      return this;
    }

    /**
     * All of them; nothing may be added any more.
     *
     * @throws IllegalArgumentException if they were not in their order
     */
    public WindowTotals build() {
      return of(length == entries.length ? entries : Arrays.copyOf(entries, length));
    }
  }

  /** The place of an entry in the order. */
  static long key(long minute, int marks) {
    return minute << MARK_BITS | marks;
  }

  private static long minute(long key) {
    return key >> MARK_BITS;
  }

  private static int marks(long key) {
    return (int) key & (1 << MARK_BITS) - 1;
  }

  /** How many entries there are. */
  public int size() {
    return entries.length / WIDTH;
  }

  /** The minute of the entry with that index, from 0 to {@link #size}. */
  public long minute(int index) {
    return minute(entries[index * WIDTH]);
  }

  /** The marks of that entry, as {@link Receiver} has them. */
  public int marks(int index) {
    return marks(entries[index * WIDTH]);
  }

  /** The occurrences of that entry. */
  public long occurrences(int index) {
    return entries[index * WIDTH + 1];
  }

  /** The documents of that entry. */
  public long documents(int index) {
    return entries[index * WIDTH + 2];
  }

  /** How many deltas that entry is the sum of. */
  public long changes(int index) {
    return entries[index * WIDTH + 3];
  }

  /** Passes all entries in their order. */
  public void forEach(Receiver receiver) {
    for (int i = 0; i < entries.length; i += WIDTH) {
      receiver.accept(
          minute(entries[i]), marks(entries[i]), entries[i + 1], entries[i + 2], entries[i + 3]);
    }
  }

  /** What all entries come to. */
  public WordCount total() {
    long occurrences = 0;
    long documents = 0;
    for (int i = 0; i < entries.length; i += WIDTH) {
      occurrences = Math.addExact(occurrences, entries[i + 1]);
      documents = Math.addExact(documents, entries[i + 2]);
    }
    return new WordCount(occurrences, documents);
  }

  /** The sum, entry by entry. */
  public WindowTotals plus(WindowTotals other) {
    long[] sum = new long[entries.length + other.entries.length];
    int length = 0;
    int left = 0;
    int right = 0;
    while (left < entries.length || right < other.entries.length) {
      boolean leftTells =
          right == other.entries.length
              || left < entries.length && entries[left] <= other.entries[right];
      boolean rightTells =
          left == entries.length
              || right < other.entries.length && other.entries[right] <= entries[left];
      sum[length] = leftTells ? entries[left] : other.entries[right];
      boolean zeros = true;
      for (int i = 1; i < WIDTH; i++) {
        long mine = leftTells ? entries[left + i] : 0;
        long theirs = rightTells ? other.entries[right + i] : 0;
        sum[length + i] = Math.addExact(mine, theirs);
        zeros &= sum[length + i] == 0;
      }
      length += zeros ? 0 : WIDTH;
      left += leftTells ? WIDTH : 0;
      right += rightTells ? WIDTH : 0;
    }
    return of(Arrays.copyOf(sum, length));
  }

  /** The entries of both; of two with the same minute and marks that of {@code newer}. */
  public WindowTotals replacedBy(WindowTotals newer) {
    if (entries.length == 0 || newer.entries.length == 0) {
      return entries.length == 0 ? newer : this;
    }
    long[] replaced = new long[entries.length + newer.entries.length];
    int length = 0;
    int left = 0;
    int right = 0;
    while (left < entries.length || right < newer.entries.length) {
      boolean takesNewer =
          left == entries.length
              || right < newer.entries.length && newer.entries[right] <= entries[left];
      if (takesNewer && left < entries.length && newer.entries[right] == entries[left]) {
        left += WIDTH;
      }
      long[] from = takesNewer ? newer.entries : entries;
      System.arraycopy(from, takesNewer ? right : left, replaced, length, WIDTH);
      length += WIDTH;
      left += takesNewer ? 0 : WIDTH;
      right += takesNewer ? WIDTH : 0;
    }
    return of(Arrays.copyOf(replaced, length));
  }

  /** The inverse: what takes this away again. */
  public WindowTotals negate() {
    long[] negated = entries.clone();
    for (int i = 0; i < negated.length; i++) {
      negated[i] = i % WIDTH == 0 ? negated[i] : Math.negateExact(negated[i]);
    }
    return of(negated);
  }

  /** The same in windows of a size, each by its first minute, without marks and changes. */
  public WindowTotals coarse(WindowSize size, WindowCalendar calendar) {
    Builder coarse = new Builder(size == WindowSize.MINUTE ? size() : 1);
    int i = 0;
    while (i < entries.length) {
      long first = calendar.first(size, minute(entries[i]));
      long end = calendar.end(size, first);
      long occurrences = 0;
      long documents = 0;
      while (i < entries.length && minute(entries[i]) < end) {
        occurrences = Math.addExact(occurrences, entries[i + 1]);
        documents = Math.addExact(documents, entries[i + 2]);
        i += WIDTH;
      }
      if (occurrences != 0 || documents != 0) {
        coarse.add(first, 0, occurrences, documents, 0);
      }
    }
    return coarse.build();
  }

  /** About how many bytes of heap they take. */
  public long heapBytes() {
    return 32 + 8L * entries.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WindowTotals that && Arrays.equals(entries, that.entries);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(entries);
  }

  private static String shown(long key) {
    return "minute %d, marks %d".formatted(minute(key), marks(key));
  }

  @Override
  public String toString() {
    StringJoiner shown = new StringJoiner("; ", "{", "}");
    forEach(
        (minute, marks, occurrences, documents, changes) ->
            shown.add(
                "%s: %d in %d by %d"
                    .formatted(shown(key(minute, marks)), occurrences, documents, changes)));
    return shown.toString();
  }
}
