package org.tideline.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tideline.query.SearchAnswer.Hit;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.Content;
import org.tideline.views.document.DocumentId;
import org.tideline.views.posting.Posting;
import org.tideline.views.search.LuceneIndex;
import org.tideline.views.search.QuerySyntax;
import org.tideline.views.search.QuerySyntaxException;
import org.tideline.views.search.RandomQueries;
import org.tideline.views.search.RankedDocument;
import org.tideline.views.time.Cut;

class SearchIT {
  private static final AtomicInteger NAMESPACE = new AtomicInteger();
  private static final List<String> WORDS =
      List.of("sea", "seal", "seas", "ship", "ships", "whale", "white", "man");

  private final TermAnalyzer analyzer = TermAnalyzer.named("standard");
  private TestTables tables;
  private TestDocuments documents;

  @BeforeEach
  void create() throws IOException {
    tables =
        TestTables.create(
            "search" + NAMESPACE.incrementAndGet(), Map.of("tideline.query.prefix.terms", "8"));
    tables.openEpoch(0);
    documents = new TestDocuments(tables, analyzer);
  }

  @AfterEach
  void close() throws IOException {
    tables.close();
    analyzer.close();
  }

  private TidelineClient open() throws IOException {
    return TidelineClient.open(tables.configuration());
  }

  private static List<String> rows(TidelineClient client) throws IOException {
    List<String> rows = new ArrayList<>();
    try (PostingsExport export = client.exportPostings()) {
      for (Optional<PostingsExport.Row> row = export.next(); row.isPresent(); row = export.next()) {
        List<String> ids = new ArrayList<>();
        row.get().postings().forEachRemaining(posting -> ids.add(posting.document()));
        rows.add(row.get().term() + " " + String.join(",", ids));
      }
    }
    return rows;
  }

  private List<String> expectedRows() {
    SortedMap<String, SortedSet<String>> ids = new TreeMap<>();
    documents
        .texts()
        .forEach(
            (id, text) ->
                Arrays.stream(text.split(" "))
                    .forEach(
                        word ->
                            ids.computeIfAbsent(word, key -> new TreeSet<>(DocumentId.ORDER))
                                .add(id)));
    return ids.entrySet().stream()
        .map(entry -> entry.getKey() + " " + String.join(",", entry.getValue()))
        .toList();
  }

  @Test
  void findsWhatAnIndexOfTheCurrentDocumentsFindsAtEveryCut() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      documents.put(10_000, "d" + i, text(random));
    }
    try (TidelineClient client = open()) {
      compare(client, random);
      documents.publish(1, 20_000);
      compare(client, random);
      for (int i = 0; i < 150; i++) {
        change(random, i < 75 ? 20_000 : 30_000);
      }
      compare(client, random);
      documents.publish(2, 40_000);
      compare(client, random);
      for (int i = 0; i < 20; i++) {
        change(random, 50_000);
      }
      compare(client, random);
    }
  }

  private void change(Random random, long bucket) throws IOException {
    String id = "d" + random.nextInt(230);
    if (random.nextInt(3) == 0) {
      documents.delete(bucket, id);
    } else {
      documents.put(bucket, id, text(random));
    }
  }

  private static String text(Random random) {
    List<String> text = new ArrayList<>();
    int length = 1 + random.nextInt(60);
    for (int i = 0; i < length; i++) {
      text.add(WORDS.get(Math.min(random.nextInt(8), random.nextInt(8))));
    }
    return String.join(" ", text);
  }

  private void compare(TidelineClient client, Random random) throws IOException {
    // The frontiers of the last change, not of the refresh before.
    client.reading();
    assertThat(rows(client)).isEqualTo(expectedRows());
    RandomQueries queries = new RandomQueries(random, WORDS);
    try (LuceneIndex lucene =
        new LuceneIndex(
            documents.texts(), new StandardAnalyzer(), LuceneIndex.exactLengths(0.9f, 0.4f))) {
      for (int asked = 0; asked < 25; asked++) {
        String query = askable(queries);
        List<RankedDocument> expected = lucene.search(query);
        List<Hit> found = all(client, query);
        assertThat(found).as(query).hasSize(expected.size());
        for (int i = 0; i < found.size(); i++) {
          assertThat(found.get(i).score())
              .as("%s: place %d, %s", query, i, found.get(i).id())
              .isCloseTo(expected.get(i).score(), within(1e-5f));
        }
        assertThat(found)
            .as(query)
            .extracting(Hit::id)
            .containsExactlyInAnyOrderElementsOf(
                expected.stream().map(RankedDocument::id).toList());
      }
    }
  }

  private String askable(RandomQueries queries) {
    while (true) {
      String query = queries.next();
      try {
        QuerySyntax.parse(query, analyzer);
        return query;
      } catch (QuerySyntaxException e) {
        // It says only what must not be there.
      }
    }
  }

  /** By pages. */
  private static List<Hit> all(TidelineClient client, String query) throws IOException {
    List<Hit> all = new ArrayList<>();
    SearchRequest request = SearchRequest.of(query).withLimit(70);
    SearchAnswer page = client.search(request);
    all.addAll(page.hits());
    while (page.next().isPresent()) {
      assertThat(page.hits()).hasSize(70);
      page = client.search(request.after(page.next().get()));
      all.addAll(page.hits());
    }
    assertThat(page.total()).isEqualTo(all.size());
    return all;
  }

  @Test
  void showsTitlePassageAndLayerOfTheCurrentVersion() throws IOException {
    documents.put(10_000, "old", "a white whale swims far away from here");
    documents.put(10_000, "updated", "nothing");
    documents.put(10_000, "deleted", "whale");
    documents.publish(1, 20_000);
    documents.put(20_000, "updated", "the white whale and another whale");
    documents.delete(20_000, "deleted");
    try (TidelineClient client = open()) {
      SearchAnswer answer =
          client.search(SearchRequest.of("\"white whale\" OR none*").explained().withLimit(1));
      assertThat(answer.total()).isEqualTo(2);
      assertThat(answer.reading().generation()).isEqualTo(1);
      Hit first = answer.hits().get(0);
      assertThat(first.id()).isEqualTo("updated");
      assertThat(first.title()).contains("On updated");
      assertThat(first.layer()).isEqualTo(Layer.REALTIME);
      assertThat(first.passage().marked("[", "]"))
          .isEqualTo("the [white] [whale] and another [whale]");
      assertThat(first.explanation().orElseThrow().value()).isEqualTo(first.score());

      SearchAnswer last =
          client.search(
              SearchRequest.of("\"white whale\" OR none*").after(answer.next().orElseThrow()));
      assertThat(last.next()).isEmpty();
      assertThat(last.hits()).extracting(Hit::id).containsExactly("old");
      assertThat(last.hits().get(0).layer()).isEqualTo(Layer.BATCH);
      assertThat(last.hits().get(0).explanation()).isEmpty();
      assertThat(client.search(SearchRequest.of("nothing")))
          .satisfies(none -> assertThat(none.hits()).isEmpty())
          .satisfies(none -> assertThat(none.total()).isZero());
    }
  }

  @Test
  void givesPostingsWithTheirPositions() throws IOException {
    documents.put(10_000, "a", "whale sea whale");
    documents.publish(1, 20_000);
    documents.put(20_000, "b", "whale");
    try (TidelineClient client = open();
        PostingsExport export = client.exportPostings()) {
      // A row that is not read is passed over.
      assertThat(export.next().orElseThrow().term()).isEqualTo("sea");
      PostingsExport.Row whale = export.next().orElseThrow();
      assertThat(whale.postings())
          .toIterable()
          .containsExactly(
              new Posting("a", 3, new int[] {0, 2}), new Posting("b", 1, new int[] {0}));
      assertThat(export.next()).isEmpty();
      assertThat(export.reading().generation()).isEqualTo(1);
    }
  }

  @Test
  void takesNothingOfAPeriodThatThePartitionWasNotKnownToHaveEntered() throws IOException {
    documents.put(10_000, "a", "whale");
    documents.publish(1, 20_000);
    documents.write(86_400_000, "b", Optional.of(new Content(Map.of(), "whale")));
    try (TidelineClient client = open()) {
      assertThat(client.search(SearchRequest.of("whale")).hits())
          .extracting(Hit::id)
          .containsExactly("a");
      assertThat(rows(client)).containsExactly("whale a");
    }
  }

  /** The documents that a client who asked before finds now: each with what it shows. */
  private static List<String> shown(TidelineClient client, String query) throws IOException {
    client.reading();
    return client.search(SearchRequest.of(query)).hits().stream()
        .map(hit -> hit.id() + ": " + hit.passage().marked("[", "]") + " " + hit.layer())
        .sorted()
        .toList();
  }

  @Test
  void whatWasReadBeforeDoesNotHideWhatCameSince() throws IOException {
    documents.put(10_000, "a", "whale one");
    documents.put(10_000, "b", "whale two");
    documents.publish(1, 20_000);
    documents.put(20_000, "c", "whale three");
    try (TidelineClient client = open()) {
      List<String> first =
          List.of("a: [whale] one BATCH", "b: [whale] two BATCH", "c: [whale] three REALTIME");
      assertThat(shown(client, "whale")).isEqualTo(first);
      assertThat(shown(client, "whale")).isEqualTo(first);
      assertThat(shown(client, "sea")).isEmpty();

      documents.put(20_000, "a", "whale one again");
      documents.put(20_000, "b", "sea");
      documents.delete(20_000, "c");
      assertThat(shown(client, "whale")).containsExactly("a: [whale] one again REALTIME");
      assertThat(shown(client, "sea")).containsExactly("b: [sea] REALTIME");

      documents.put(30_000, "c", "whale back");
      documents.delete(40_000, "a");
      documents.put(40_000, "b", "whale and sea");
      List<String> last = List.of("b: [whale] and sea REALTIME", "c: [whale] back REALTIME");
      assertThat(shown(client, "whale")).isEqualTo(last);

      documents.publish(2, 50_000);
      assertThat(shown(client, "whale"))
          .containsExactly("b: [whale] and sea BATCH", "c: [whale] back BATCH");
      documents.put(50_000, "c", "whale after");
      assertThat(shown(client, "whale"))
          .containsExactly("b: [whale] and sea BATCH", "c: [whale] after REALTIME");

      // Back, as a rollback does it.
      tables.serve(1, 20_000, 0);
      assertThat(shown(client, "whale"))
          .containsExactly("b: [whale] and sea REALTIME", "c: [whale] after REALTIME");
    }
  }

  /** With one cut, generation and frontier, so that the number of the epoch alone differs. */
  @Test
  void nothingIsKeptFromOneEpochToTheNext() throws IOException {
    documents.put(10_000, "a", "whale before");
    documents.put(10_000, "b", "nothing");
    documents.publish(1, 10_000);
    try (TidelineClient client = open()) {
      assertThat(shown(client, "whale")).containsExactly("a: [whale] before REALTIME");
      TestDocuments others = new TestDocuments(tables, analyzer);
      tables.openNextEpoch(1, new Cut(10_000, Map.of(0, 0L, 1, 0L)));
      others.put(10_000, "a", "whale rebuilt");
      others.put(10_000, "b", "whale too");
      assertThat(shown(client, "whale"))
          .containsExactly("a: [whale] rebuilt REALTIME", "b: [whale] too REALTIME");
    }
  }

  @Test
  void aChangeIsSeenOnceItsFrontierHasPassedIt() throws IOException {
    documents.put(10_000, "a", "whale");
    documents.put(10_000, "b", "whale");
    documents.publish(1, 20_000);
    documents.put(20_000, "a", "whale again");
    try (TidelineClient client = open()) {
      assertThat(shown(client, "whale")).hasSize(2);
      assertThat(shown(client, "sea")).isEmpty();
      documents.write(20_000, "a", Optional.of(new Content(Map.of(), "sea")));
      // Read for the first time only now, of what is kept the older one.
      assertThat(shown(client, "whale OR sea OR ship")).hasSize(2);
      // Another document of the partition moves the frontier past it.
      documents.put(20_000, "c", "sky");
      documents.put(20_000, "d", "sky");
      assertThat(shown(client, "sea")).containsExactly("a: [sea] REALTIME");
      assertThat(shown(client, "whale")).containsExactly("b: [whale] BATCH");
    }
  }

  @Test
  void whatNoFrontierHasPassedIsReadAgain() throws IOException {
    documents.put(10_000, "a", "sea");
    documents.put(10_000, "b", "sea");
    documents.publish(1, 20_000);
    documents.put(20_000, "b", "sea again");
    try (TidelineClient client = open()) {
      documents.write(20_000, "a", Optional.of(new Content(Map.of(), "whale")));
      assertThat(shown(client, "whale")).containsExactly("a: [whale] REALTIME");
      documents.write(20_000, "a", Optional.of(new Content(Map.of(), "ship")));
      // The frontier stands, and yet it is as if it were asked for the first time.
      assertThat(shown(client, "whale")).isEmpty();
      assertThat(shown(client, "ship")).containsExactly("a: [ship] REALTIME");
    }
  }

  @Test
  void showsTheVersionOfTheCutOnceTheSpeedLayerHasIt() throws IOException {
    documents.write(10_000, "a", Optional.of(new Content(Map.of(), "whale old")));
    Map<String, String> late = Map.of("a", "whale new");
    TestDocuments batch = new TestDocuments(tables, analyzer);
    batch.texts().putAll(late);
    batch.create(1, 20_000);
    tables.serve(1, new Cut(20_000, Map.of(0, 0L, 1, 2L)), 0);
    try (TidelineClient client = open()) {
      // The speed layer is behind the cut, and does not have the version that was found.
      assertThat(shown(client, "whale")).containsExactly("a: [whale] old BATCH");
      documents.put(10_000, "a", "whale new");
      documents.put(20_000, "c", "sky");
      documents.put(20_000, "d", "sky");
      assertThat(shown(client, "whale")).containsExactly("a: [whale] new BATCH");
    }
  }

  @Test
  void startsAgainWhenTheTablesOfTheGenerationAreDropped() throws IOException {
    documents.put(10_000, "a", "whale");
    documents.publish(1, 20_000);
    try (TidelineClient client = open()) {
      documents.create(2, 20_000);
      tables.serve(2, 20_000, 0);
      tables.drop(tables.names.index(1));
      SearchAnswer answer = client.search(SearchRequest.of("whale"));
      assertThat(answer.total()).isEqualTo(1);
      assertThat(answer.reading().generation()).isEqualTo(2);
    }
  }

  @Test
  void refusesWhatItCannotAnswer() throws IOException {
    documents.put(10_000, "a", "s1 s2 s3 s4");
    documents.publish(1, 20_000);
    documents.put(20_000, "b", "s3 s4 s5 s6 s7 s8");
    try (TidelineClient client = open()) {
      assertThat(client.search(SearchRequest.of("s*")).total()).isEqualTo(2);
      documents.put(20_000, "c", "s9");
      assertThatThrownBy(() -> client.search(SearchRequest.of("s*")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "prefix \"s*\": expected at most 8 words that begin so, found more; give more letters, or raise tideline.query.prefix.terms");
      assertThatThrownBy(() -> client.search(SearchRequest.of("s1 (")))
          .isInstanceOf(QuerySyntaxException.class);
      assertThatThrownBy(() -> client.search(SearchRequest.of("s1").after("x")))
          .hasMessageStartingWith("token \"x\": expected one that a search gave");
      assertThatThrownBy(() -> SearchRequest.of("s1").withLimit(1_001))
          .hasMessage("limit: expected 1 to 1000 hits, got 1001; go on with the token of the page");
    }
  }
}
