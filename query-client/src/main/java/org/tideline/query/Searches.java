package org.tideline.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.hbase.client.Result;
import org.tideline.schema.document.DocumentRow;
import org.tideline.schema.settings.SearchSettings;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.document.Content;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.realtime.Flush.Stamped;
import org.tideline.views.search.Bm25;
import org.tideline.views.search.Evaluation;
import org.tideline.views.search.Passage;
import org.tideline.views.search.PassageFinder;
import org.tideline.views.search.QuerySyntax;
import org.tideline.views.search.RankedDocument;
import org.tideline.views.search.Ranking;
import org.tideline.views.search.SearchQuery;

/**
 * Answers searches: the postings of all terms from both layers, evaluated here in the caller's
 * thread, then the texts of the page's documents.
 */
final class Searches {
  private static final String TITLE = "title";

  /** Texts may be long: no more than these are in memory at once. */
  private static final int DOCUMENTS_AT_ONCE = 20;

  private static final Passage NO_PASSAGE = new Passage("", List.of(), false, false);

  private final Snapshots snapshots;
  private final PostingReads reads;
  private final EpochTerms terms;
  private final Bm25 similarity;
  private final long timeout;

  Searches(
      Snapshots snapshots,
      PostingReads reads,
      EpochTerms terms,
      SearchSettings settings,
      long timeout) {
    this.snapshots = snapshots;
    this.reads = reads;
    this.terms = terms;
    this.similarity = new Bm25(settings.k1(), settings.b());
    this.timeout = timeout;
  }

  SearchAnswer answer(SearchRequest request) throws IOException {
    Optional<RankedDocument> after = request.place();
    SearchQuery query = terms.with(analyzer -> QuerySyntax.parse(request.query(), analyzer));
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout);
    FetchedPostings postings =
        new Question<>(snapshots, snapshot -> reads.read(snapshot, query))
            .answer(timeout)
            .decoded();
    Snapshot snapshot = postings.snapshot();
    Evaluation evaluation = new Evaluation(query, postings, snapshot.statistics(), similarity);
    // One more than asked for tells whether there is a next page.
    Ranking ranking = evaluation.top(request.limit() + 1, after);
    int size = Math.min(request.limit(), ranking.documents().size());
    List<RankedDocument> page = ranking.documents().subList(0, size);
    List<SearchAnswer.Hit> hits = new ArrayList<>(size);
    for (int from = 0; from < size; from += DOCUMENTS_AT_ONCE) {
      List<RankedDocument> some = page.subList(from, Math.min(size, from + DOCUMENTS_AT_ONCE));
      List<String> ids = some.stream().map(RankedDocument::id).toList();
      long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
      List<Result> rows = Question.await(reads.documents(snapshot, ids), left);
      hits.addAll(
          terms.with(analyzer -> hits(analyzer, request, postings, evaluation, some, rows)));
    }
    Optional<String> next =
        ranking.documents().size() > size
            ? Optional.of(page.get(size - 1).token())
            : Optional.empty();
    return new SearchAnswer(
        hits, ranking.total(), next, Reading.of(snapshot).partialFor(snapshot.unsureScores()));
  }

  private static List<SearchAnswer.Hit> hits(
      TermAnalyzer analyzer,
      SearchRequest request,
      FetchedPostings postings,
      Evaluation evaluation,
      List<RankedDocument> documents,
      List<Result> rows) {
    PassageFinder passages = new PassageFinder(analyzer);
    long cut = postings.snapshot().serving().cut().stamp();
    List<SearchAnswer.Hit> hits = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      RankedDocument document = documents.get(i);
      Optional<Stamped<DocumentVersion>> version = DocumentRow.newest(rows.get(i));
      Optional<Content> content = version.flatMap(stamped -> stamped.value().content());
      // What the speed layer does not have yet, only the batch layer can have found.
      boolean batch = version.isEmpty() || version.get().stamp() < cut;
      hits.add(
          new SearchAnswer.Hit(
              document.id(),
              document.score(),
              content.map(shown -> shown.attributes().get(TITLE)),
              content
                  .map(shown -> passages.find(shown.text(), evaluation.termsOf(document.id())))
                  .orElse(NO_PASSAGE),
              batch ? Layer.BATCH : Layer.REALTIME,
              request.explain()
                  ? Optional.of(evaluation.explain(document.id()))
                  : Optional.empty()));
    }
    return hits;
  }
}
