package org.tideline.batch.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.generation.Certificate;
import org.tideline.views.certify.Checksum;
import org.tideline.views.certify.ComparedView;
import org.tideline.views.certify.Fault;
import org.tideline.views.certify.Judgement;
import org.tideline.views.certify.KeyRanges;
import org.tideline.views.certify.RangeSums;
import org.tideline.views.certify.Side;

/** What a comparison found, in the words of a certificate. */
final class Findings {
  private final boolean recounted;
  private final List<Certificate.View> views = new ArrayList<>();
  private final List<Certificate.Key> keys = new ArrayList<>();
  private final Set<Fault> faults = EnumSet.noneOf(Fault.class);

  /**
   * Nothing found yet.
   *
   * @param recounted whether the ranges that were due were recounted
   */
  Findings(boolean recounted) {
    this.recounted = recounted;
  }

  List<Certificate.View> views() {
    return views;
  }

  List<Certificate.Key> keys() {
    return keys;
  }

  Set<Fault> faults() {
    return faults;
  }

  /**
   * Adds a view.
   *
   * @param printed a key as people read it
   * @param own the ranges that the certificate is to have
   * @param sums over ranges that are at least as fine
   * @param baseFails of every range in which the base is not what its certificate says, what it has
   *     become of {@code sums}
   * @param differing how many keys differ
   * @param named some of them
   */
  void add(
      ComparedView view,
      Function<BytesRef, String> printed,
      KeyRanges own,
      RangeSums sums,
      List<BitSet> baseFails,
      long differing,
      List<Map.Entry<BytesRef, Map<Side, long[]>>> named) {
    List<Set<Fault>> parts = new ArrayList<>();
    BitSet baseFailing = new BitSet();
    baseFails.forEach(baseFailing::or);
    for (int range = 0; range < sums.ranges().size(); range++) {
      parts.add(faults(view, sums.of(range), !baseFailing.get(range)));
    }
    for (BitSet fails : baseFails) {
      if (Judgement.isUndecided(fails.stream().mapToObj(parts::get).toList())) {
        fails.stream().forEach(range -> parts.get(range).add(Fault.UNDECIDED));
      }
    }
    Map<Integer, Set<Fault>> found = new HashMap<>();
    BitSet fails = new BitSet();
    for (int range = 0; range < parts.size(); range++) {
      int place = own.indexOf(sums.ranges().start(range));
      found.computeIfAbsent(place, added -> EnumSet.noneOf(Fault.class)).addAll(parts.get(range));
      fails.set(place, fails.get(place) || baseFailing.get(range));
    }
    found.values().forEach(faults::addAll);
    RangeSums total = sums.over(own);
    List<Certificate.Range> ranges = new ArrayList<>();
    for (int range = 0; range < own.size(); range++) {
      ranges.add(
          new Certificate.Range(
              Bytes.toStringBinary(own.start(range)),
              Bytes.toStringBinary(own.end(range)),
              total.of(range),
              !fails.get(range),
              found.getOrDefault(range, Set.of())));
    }
    views.add(new Certificate.View(view.key(), view.components(), differing, ranges));
    named.forEach(key -> keys.add(key(view, printed, key.getKey(), key.getValue(), sums)));
  }

  private Set<Fault> faults(ComparedView view, Map<Side, Checksum> sums, boolean baseHolds) {
    Set<Fault> found = EnumSet.noneOf(Fault.class);
    if (Judgement.isDue(sums, baseHolds)) {
      found.addAll(
          recounted ? Judgement.faults(sums, view.mergedFault()) : Set.of(Fault.UNDECIDED));
    }
    return found;
  }

  /** The sides of a key are judged as those of a range. */
  private Certificate.Key key(
      ComparedView view,
      Function<BytesRef, String> printed,
      BytesRef key,
      Map<Side, long[]> values,
      RangeSums sums) {
    byte[] bytes = BytesRef.deepCopyOf(key).bytes;
    Map<Side, Checksum> checksums = new EnumMap<>(Side.class);
    Map<Side, List<Long>> written = new EnumMap<>(Side.class);
    Set<Side> sides = EnumSet.copyOf(sums.of(0).keySet());
    if (recounted) {
      sides.addAll(EnumSet.of(Side.BASE_RECOUNT, Side.RECOUNT));
    }
    for (Side side : sides) {
      long[] found = values.getOrDefault(side, new long[view.components().size()]);
      checksums.put(side, Checksum.of(bytes, found));
      written.put(side, Arrays.stream(found).boxed().toList());
    }
    return new Certificate.Key(
        view.key(), printed.apply(key), written, faults(view, checksums, true));
  }
}
