package org.tideline.query;

import java.util.List;

/**
 * Records that no view sees.
 *
 * @param total of which {@code records} are the first
 */
public record QuarantineAnswer(List<Quarantined> records, long total, Reading reading) {
  public QuarantineAnswer {
    records = List.copyOf(records);
  }

  /**
   * One of them.
   *
   * @param id the document that it names, as far as it could be read
   */
  public record Quarantined(int partition, long position, String id, String reason) {}
}
