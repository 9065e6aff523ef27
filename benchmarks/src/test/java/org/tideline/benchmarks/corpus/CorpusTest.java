package org.tideline.benchmarks.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tideline.views.document.Document;

class CorpusTest {
  private static final List<Document> SPEECHES =
      List.of(new Document("a", 1, Map.of(), "été"), new Document("b", 2, Map.of(), "we"));

  @TempDir private Path folder;

  @Test
  void repeatsTheSpeechesUnderNewIdsUntilTheSizeIsReached() {
    Corpus corpus = Corpus.of(SPEECHES, 8);
    assertThat(corpus).extracting(Document::id).containsExactly("a/000", "b/000", "a/001");
    assertThat(corpus).extracting(Document::text).containsExactly("été", "we", "été");
    assertThat(corpus.textBytes()).isEqualTo(12);
  }

  @Test
  void writesEveryTextOnce() throws IOException {
    Corpus.of(SPEECHES, 8).writeTexts(folder, 2);
    assertThat(folder.resolve("speeches-0.txt")).hasContent("été\nété\n");
    assertThat(folder.resolve("speeches-1.txt")).hasContent("we\n");
  }
}
