package org.tideline.batch.certify;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.certify.ComparedView;
import org.tideline.views.certify.KeyRanges;
import org.tideline.views.certify.PairSink;
import org.tideline.views.certify.Side;

/** How a view is stored: where its pairs stand on every side, and how they are read from there. */
interface StoredView {
  /** All of them. A new view is a line here. */
  List<StoredView> ALL =
      List.of(
          new StoredWords(),
          new StoredWindows(),
          new StoredPostings(),
          new StoredRanking(),
          new StoredTimeline(),
          new StoredDocuments(),
          new StoredViews());

  /** What is stored. */
  ComparedView view();

  /** Whether generations have it; some do not. */
  default boolean isKept(Compared compared) {
    return true;
  }

  /** A key as people read it. */
  default String printed(BytesRef key, Compared compared) {
    return view().printed(key);
  }

  /** The sides that it is read from. */
  Set<Side> sides(Compared compared);

  /** The ranges in which it is compared, those of the new generation's regions as a rule. */
  KeyRanges ranges(Compared compared) throws IOException;

  /**
   * What tasks read, each pair of each side in one of them; {@code ranges} are at least as fine.
   */
  List<Slice> slices(Compared compared, KeyRanges ranges, JobContext job) throws IOException;

  /** Passes all pairs of a slice. */
  void read(Slice slice, Compared compared, TaskAttemptContext task, PairSink sink)
      throws IOException, InterruptedException;

  /** That of the view with that key. */
  static StoredView named(String key) {
    return ALL.stream().filter(view -> view.view().key().equals(key)).findFirst().orElseThrow();
  }
}
