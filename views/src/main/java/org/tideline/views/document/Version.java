package org.tideline.views.document;

import java.util.Comparator;

/**
 * The rank of one version among the versions of its document: the greatest is current.
 *
 * @param eventTime when it happened, in epoch milliseconds
 * @param position the position of its record in the partition of its document; breaks ties
 */
public record Version(long eventTime, long position) implements Comparable<Version> {
  private static final Comparator<Version> ORDER =
      Comparator.comparingLong(Version::eventTime).thenComparingLong(Version::position);

  /** Whether this version is current in place of {@code other}. */
  public boolean supersedes(Version other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }
}
