package org.tideline.benchmarks.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tideline.schema.settings.LogSettings;
import org.tideline.views.document.Document;

class SenderTest {
  private static final List<Document> DOCUMENTS =
      List.of(new Document("a", 1, Map.of(), "one"), new Document("b", 2, Map.of(), "two"));

  @Test
  void sendsTheTextsAgainUnderNewIds() {
    Sender sender =
        new Sender(
            "round 1", new LogSettings("localhost:1", "log", 2, 1), DOCUMENTS, 5, () -> true);
    List<Document> sent = LongStream.range(0, 3).mapToObj(sender::document).toList();
    assertThat(sent)
        .extracting(Document::id)
        .containsExactly("round 1/0", "round 1/1", "round 1/2");
    assertThat(sent).extracting(Document::text).containsExactly("one", "two", "one");
  }
}
