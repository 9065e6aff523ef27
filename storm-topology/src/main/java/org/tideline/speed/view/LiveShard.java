package org.tideline.speed.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.hbase.client.Put;
import org.tideline.schema.live.LiveRow;
import org.tideline.schema.posting.LivePostingsBlock;
import org.tideline.schema.word.LiveWordsBlock;
import org.tideline.views.realtime.Flush;

/**
 * What a live flush holds of one shard.
 *
 * @param terms one or more, rising
 */
record LiveShard(int number, List<Flush.TermCells> terms) {
  /** All that {@code flush} touches. */
  static List<LiveShard> of(Flush flush) {
    Map<Integer, LiveShard> shards = new TreeMap<>();
    for (Flush.TermCells cells : flush.terms()) {
      shards
          .computeIfAbsent(
              LiveRow.shard(cells.term()), number -> new LiveShard(number, new ArrayList<>()))
          .terms()
          .add(cells);
    }
    return List.copyOf(shards.values());
  }

  /** The row of its blocks, in one put, so that a reader has totals and postings or neither. */
  Put put(Flush flush) {
    Put put = new Put(LiveRow.row(number, flush.segment().partition()));
    LiveWordsBlock.addTo(put, flush, terms);
    LivePostingsBlock.addTo(put, flush, terms);
    return put;
  }
}
