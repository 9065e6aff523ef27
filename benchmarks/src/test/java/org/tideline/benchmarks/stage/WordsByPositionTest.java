package org.tideline.benchmarks.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tideline.schema.log.LogRecordCodec;
import org.tideline.views.document.Document;

class WordsByPositionTest {
  private static final int PARTITIONS = 2;

  private static Document document(String id, String text) {
    return new Document(id, 1, Map.of(), text);
  }

  private static int partition(String id) {
    return LogRecordCodec.partition(LogRecordCodec.key(id), PARTITIONS);
  }

  @Test
  void countsTheWordsBelowAPosition() {
    WordsByPosition words =
        WordsByPosition.of(
            List.of(document("a", "one"), document("a", "one two"), document("a", "one two three")),
            PARTITIONS,
            "standard");
    int partition = partition("a");
    assertThat(words.below(Map.of(partition, 0L))).isZero();
    assertThat(words.below(Map.of(partition, 2L))).isEqualTo(3);
    assertThat(words.below(Map.of(partition, 3L))).isEqualTo(6);
    assertThat(words.below(Map.of())).isZero();
    assertThat(words.end()).isEqualTo(Map.of(partition, 3L, 1 - partition, 0L));
  }

  @Test
  void addsThePartitionsUp() {
    List<String> ids = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    assertThat(ids).extracting(WordsByPositionTest::partition).contains(0, 1);
    WordsByPosition words =
        WordsByPosition.of(
            ids.stream().map(id -> document(id, "one two")).toList(), PARTITIONS, "standard");
    assertThat(words.total()).isEqualTo(16);
    assertThat(words.below(words.end())).isEqualTo(16);
    assertThat(words.end().values()).doesNotContain(0L);
  }
}
