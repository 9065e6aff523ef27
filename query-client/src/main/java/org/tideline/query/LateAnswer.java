package org.tideline.query;

import java.util.List;
import org.tideline.views.window.LateRecord;

/**
 * Records that were late and became current, the last ones first.
 *
 * @param records at most as many as were asked for, and as the speed layer keeps
 * @param total how many there were since the epoch began
 * @param missing how many of the last ones of each partition were looked for and are not there:
 *     another number of them was retained when they came
 */
public record LateAnswer(List<Late> records, long total, long missing, Reading reading) {
  /** One of them, and its partition. */
  public record Late(int partition, LateRecord record) {}

  public LateAnswer {
    records = List.copyOf(records);
  }
}
