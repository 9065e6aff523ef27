package org.tideline.views.certify;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Decides, of one view in one range, which side is wrong. */
public final class Judgement {
  private Judgement() {}

  /**
   * Whether a range has to be recounted.
   *
   * @param sums of its sides
   * @param baseHolds whether the base is what its own certificate says, as far as that is known
   */
  public static boolean isDue(Map<Side, Checksum> sums, boolean baseHolds) {
    return !baseHolds || !of(sums, Side.MERGED).agrees(of(sums, Side.GENERATION));
  }

  /**
   * The faults in a range that {@link #isDue}, after it was recounted. The new generation is wrong
   * if it is not the recount; the base, if it has one, if it is not the recount at its own cut; and
   * the realtime views, if what they add is not the difference of the two recounts, or where they
   * are not read alone, if a right base and they do not give the recount.
   *
   * @param mergedFault whose fault the last of these is
   */
  public static Set<Fault> faults(Map<Side, Checksum> sums, Fault mergedFault) {
    Checksum recount = of(sums, Side.RECOUNT);
    Checksum baseRecount = of(sums, Side.BASE_RECOUNT);
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    if (!of(sums, Side.GENERATION).agrees(recount)) {
      faults.add(Fault.BATCH);
    }
    boolean baseRight = !sums.containsKey(Side.BASE) || of(sums, Side.BASE).agrees(baseRecount);
    if (!baseRight) {
      faults.add(Fault.BASE);
    }
    if (sums.containsKey(Side.REALTIME)
        ? !of(sums, Side.REALTIME).agrees(recount.minus(baseRecount))
        : (baseRight || mergedFault == Fault.BATCH) && !of(sums, Side.MERGED).agrees(recount)) {
      faults.add(mergedFault);
    }
    return faults;
  }

  /**
   * Whether nobody can tell why a base is not what its certificate says: no part of it was found
   * wrong.
   *
   * @param parts the faults in all ranges that the certified range has become
   */
  public static boolean isUndecided(Iterable<Set<Fault>> parts) {
    for (Set<Fault> faults : parts) {
      if (faults.contains(Fault.BASE)) {
        return false;
      }
    }
    return true;
  }

  private static Checksum of(Map<Side, Checksum> sums, Side side) {
    return sums.getOrDefault(side, Checksum.ZERO);
  }
}
