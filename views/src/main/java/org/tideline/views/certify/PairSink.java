package org.tideline.views.certify;

import java.io.IOException;
import org.apache.lucene.util.BytesRef;

/** Takes the pairs of a view. */
@FunctionalInterface
public interface PairSink {
  /**
   * One pair. A key may come several times; its values are then the sum, component by component.
   *
   * @param key only valid during the call
   * @param values one for each component of the view; only valid during the call
   * @param sides all that it belongs to
   */
  void accept(BytesRef key, long[] values, Side... sides) throws IOException, InterruptedException;
}
