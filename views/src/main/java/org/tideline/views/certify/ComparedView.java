package org.tideline.views.certify;

import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import org.apache.lucene.util.BytesRef;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.DocumentVersion;

/** A view as pairs of a key and its values, one for each component; absent keys have zeros. */
public interface ComparedView {
  /** Its name in certificates. */
  String key();

  /** What its values are, in their order. */
  List<String> components();

  /** A key as people read it. */
  String printed(BytesRef key);

  /** Whose fault it is where {@link Side#MERGED} is wrong and its base is not. */
  default Fault mergedFault() {
    return Fault.REALTIME;
  }

  /**
   * The pairs of one current version, by the plainest rule.
   *
   * @param version may be a delete
   * @param zone whose days are windows
   */
  void recount(
      DocumentVersion version, TermAnalyzer analyzer, ZoneId zone, PairSink sink, Side... sides)
      throws IOException, InterruptedException;
}
