package org.tideline.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Table;
import org.tideline.schema.document.OutcomeRow;
import org.tideline.views.realtime.Frontier;
import org.tideline.views.realtime.Outcome;

/**
 * Records that no view sees.
 *
 * @param records by partition, of each the last ones first
 * @param total of which {@code records} are some
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

  /** Reads the last ones, as many of each partition as {@code limit} allows. */
  static QuarantineAnswer read(Table outcomes, Snapshot snapshot, int limit) throws IOException {
    Map<Integer, List<Quarantined>> last = new TreeMap<>();
    long total = 0;
    for (Map.Entry<Integer, Frontier> frontier : snapshot.frontiers().entrySet()) {
      long quarantined = frontier.getValue().tally().quarantined();
      total += quarantined;
      int partition = frontier.getKey();
      long wanted = Math.min(quarantined, limit);
      last.put(partition, last(outcomes, partition, frontier.getValue().position(), wanted));
    }
    int each = 0;
    while (count(last, each) < Math.min(total, limit) && each < limit) {
      each++;
    }
    List<Quarantined> records = new ArrayList<>();
    for (List<Quarantined> ofPartition : last.values()) {
      int left = limit - records.size();
      records.addAll(ofPartition.subList(0, Math.min(left, Math.min(each, ofPartition.size()))));
    }
    return new QuarantineAnswer(records, total, Reading.of(snapshot));
  }

  private static int count(Map<Integer, List<Quarantined>> last, int each) {
    return last.values().stream().mapToInt(records -> Math.min(each, records.size())).sum();
  }

  /** Looks no further than to as many as there are. */
  private static List<Quarantined> last(Table outcomes, int partition, long end, long wanted)
      throws IOException {
    List<Quarantined> found = new ArrayList<>();
    if (wanted == 0) {
      return found;
    }
    try (ResultScanner rows = outcomes.getScanner(OutcomeRow.scanBack(partition, end))) {
      for (Result row = rows.next(); row != null && found.size() < wanted; row = rows.next()) {
        if (OutcomeRow.outcome(row) instanceof Outcome.Quarantined quarantined) {
          found.add(
              new Quarantined(
                  partition, quarantined.position(), quarantined.id(), quarantined.reason()));
        }
      }
    }
    return found;
  }
}
