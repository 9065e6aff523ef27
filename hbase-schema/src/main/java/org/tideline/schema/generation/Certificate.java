package org.tideline.schema.generation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tideline.views.certify.Checksum;
import org.tideline.views.certify.Fault;
import org.tideline.views.certify.Side;
import org.tideline.views.time.Cut;

/**
 * The record of the comparison of a new generation with its base and the realtime views between the
 * two cuts.
 *
 * @param generation that was certified
 * @param verdict what was found
 * @param reason why it is so, for people; empty for a match
 * @param base the generation that it replaces
 * @param baseVerdict of the base's own certificate; {@link Verdict#UNPROVEN} where it has none
 * @param baseCut where the realtime views that were added begin
 * @param cut where they end, and the generation
 * @param chain generations that this one continues, the first of them built from the whole log;
 *     empty if this one is
 * @param epoch the settings that all of it was computed with
 * @param fingerprints these settings, name to value
 * @param views every view with its checksums; none where nothing was compared
 * @param keys the first that differ
 * @param certifiedAt in epoch milliseconds; for people only
 * @param millis time spent, by what for: waiting, comparing, naming, recounting
 */
public record Certificate(
    int generation,
    Verdict verdict,
    String reason,
    int base,
    Verdict baseVerdict,
    Cut baseCut,
    Cut cut,
    List<Integer> chain,
    int epoch,
    Map<String, String> fingerprints,
    List<View> views,
    List<Key> keys,
    long certifiedAt,
    Map<String, Long> millis) {
  public Certificate {
    chain = List.copyOf(chain);
    fingerprints = Collections.unmodifiableMap(new TreeMap<>(fingerprints));
    views = List.copyOf(views);
    keys = List.copyOf(keys);
    millis = Collections.unmodifiableMap(new TreeMap<>(millis));
  }

  /**
   * One view.
   *
   * @param view its name
   * @param components what its values are
   * @param differing how many keys differ
   * @param ranges all of them together are all keys
   */
  public record View(String view, List<String> components, long differing, List<Range> ranges) {
    public View {
      components = List.copyOf(components);
      ranges = List.copyOf(ranges);
    }

    /** The sum over all ranges. */
    public Checksum total(Side side) {
      return ranges.stream()
          .map(range -> range.sums().getOrDefault(side, Checksum.ZERO))
          .reduce(Checksum.ZERO, Checksum::plus);
    }
  }

  /**
   * A range of keys.
   *
   * @param from first key, bytes that are no printable ASCII as {@code \xNN}; empty for the first
   *     range
   * @param to first key after it; empty for the last one
   * @param sums per side
   * @param baseHolds whether the base is what its own certificate says; also where it has none
   * @param faults what the recount said, if it was due
   */
  public record Range(
      String from, String to, Map<Side, Checksum> sums, boolean baseHolds, Set<Fault> faults) {
    public Range {
      sums = ordered(sums);
      faults = Collections.unmodifiableSet(new TreeSet<>(faults));
    }
  }

  /**
   * A key that differs.
   *
   * @param view the view's name
   * @param key as people read it
   * @param values per side, one for each component of the view
   * @param faults which sides are wrong
   */
  public record Key(String view, String key, Map<Side, List<Long>> values, Set<Fault> faults) {
    public Key {
      values = ordered(values);
      faults = Collections.unmodifiableSet(new TreeSet<>(faults));
    }
  }

  /** The view of that name, if it was compared. */
  public Optional<View> view(String name) {
    return views.stream().filter(view -> view.view().equals(name)).findFirst();
  }

  private static <T> Map<Side, T> ordered(Map<Side, T> bySide) {
    return bySide.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(bySide));
  }
}
