package org.tideline.views.plain;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Group;
import org.tideline.views.count.WordCount;
import org.tideline.views.document.Document;
import org.tideline.views.view.View;
import org.tideline.views.view.ViewLaws;

/** Those that every Tideline has keep the same laws as those of users. */
class PlainViewLawsTest {
  abstract static class Counting<K> extends ViewLaws<K, WordCount> {
    @Override
    protected Arbitrary<WordCount> values() {
      Arbitrary<Long> numbers = Arbitraries.longs().between(-1_000_000_000, 1_000_000_000);
      return Combinators.combine(numbers, numbers).as(WordCount::new);
    }

    @Override
    protected Arbitrary<Document> documents() {
      return Combinators.combine(
              Arbitraries.longs().between(-10_000_000_000L, 2_000_000_000_000L),
              Arbitraries.strings().withCharRange('a', 'c').withChars(" ,ä").ofMaxLength(20))
          .as((eventTime, text) -> new Document("a", eventTime, Map.of(), text));
    }
  }

  @Group
  class Words extends Counting<String> {
    @Override
    protected View<String, WordCount> view() {
      return new WordCountView();
    }
  }

  @Group
  class Windows extends Counting<WordWindow> {
    @Override
    protected View<WordWindow, WordCount> view() {
      return new WindowView();
    }
  }

  @Group
  class Documents extends Counting<WordWindow> {
    @Override
    protected View<WordWindow, WordCount> view() {
      return new DocumentCountView();
    }
  }
}
