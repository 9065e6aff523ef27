package org.tideline.batch.archive;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.views.document.Document;

/** Archived records for tests. */
public final class Records {
  private Records() {}

  /** A put of {@code text}, whose event time is its position. */
  public static ArchivedRecord put(int partition, long position, String id, String text) {
    Document document = new Document(id, position, Map.of(), text);
    return new ArchivedRecord(
        partition,
        position,
        1_000 + position,
        Optional.of(LogRecordCodec.key(id)),
        Optional.of(LogRecordCodec.encode(document)));
  }

  /** Records at {@code [from, to)} that no view understands. */
  static List<ArchivedRecord> opaque(int partition, long from, long to, int valueBytes) {
    return LongStream.range(from, to)
        .mapToObj(
            position ->
                new ArchivedRecord(
                    partition,
                    position,
                    1_000 + position,
                    position % 3 == 0 ? Optional.empty() : Optional.of(("k" + position).getBytes()),
                    position % 5 == 0 ? Optional.empty() : Optional.of(new byte[valueBytes])))
        .toList();
  }
}
