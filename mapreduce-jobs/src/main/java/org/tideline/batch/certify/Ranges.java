package org.tideline.batch.certify;

import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.tideline.views.certify.KeyRanges;

/** How the tasks of a job know the ranges of a view, and those that they are to look at. */
final class Ranges {
  private static final String KEY = "org.tideline.batch.certify.";
  private static final String STARTS = KEY + "ranges.";
  private static final String DUE = KEY + "due.";

  private Ranges() {}

  static void write(Configuration job, StoredView view, KeyRanges ranges) {
    job.set(
        STARTS + view.view().key(),
        ranges.starts().stream()
            .map(Base64.getEncoder()::encodeToString)
            .collect(Collectors.joining(",")));
  }

  static KeyRanges read(Configuration job, StoredView view) {
    List<String> starts = Arrays.asList(job.get(STARTS + view.view().key(), "").split(","));
    return KeyRanges.startingAt(starts.stream().map(Base64.getDecoder()::decode).toList());
  }

  /** Lets a job look at those ranges of a view alone. */
  static void writeDue(Configuration job, StoredView view, BitSet due) {
    job.set(
        DUE + view.view().key(),
        due.stream().mapToObj(Integer::toString).collect(Collectors.joining(",")));
  }

  /** The ranges to be looked at. */
  static BitSet due(Configuration job, StoredView view) {
    BitSet due = new BitSet();
    String written = job.get(DUE + view.view().key(), "");
    if (!written.isEmpty()) {
      Arrays.stream(written.split(",")).mapToInt(Integer::parseInt).forEach(due::set);
    }
    return due;
  }

  static BitSet all(KeyRanges ranges) {
    BitSet all = new BitSet();
    all.set(0, ranges.size());
    return all;
  }
}
