package org.tideline.benchmarks.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tideline.views.document.Document;

class DatedDocumentsTest {
  private static final List<Document> TEXTS =
      List.of(
          new Document("a", 1, Map.of("title", "first"), "one"),
          new Document("b", 2, Map.of(), "two"));

  @Test
  void givesTextsAgainUnderNewIdsAtTheirTimes() {
    assertThat(new DatedDocuments("day", TEXTS, 3, number -> 100 + number))
        .containsExactly(
            new Document("day/0000000", 100, Map.of("title", "first"), "one"),
            new Document("day/0000001", 101, Map.of(), "two"),
            new Document("day/0000002", 102, Map.of("title", "first"), "one"));
  }
}
