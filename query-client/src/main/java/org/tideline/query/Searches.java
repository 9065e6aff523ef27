package org.tideline.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.hbase.client.Result;
import org.tideline.schema.document.DocumentRow;
import org.tideline.schema.settings.SearchSettings;
import org.tideline.views.document.Content;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.realtime.Flush.Stamped;
import org.tideline.views.search.Bm25;
import org.tideline.views.search.Evaluation;
import org.tideline.views.search.Explanation;
import org.tideline.views.search.FoundVersion;
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
  private final KeptVersions kept;
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
    this.kept = new KeptVersions(settings.documentsCache());
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
    Map<String, FoundVersion> found =
        evaluation.versions(page.stream().map(RankedDocument::id).toList());
    List<SearchAnswer.Hit> hits = new ArrayList<>(size);
    for (int from = 0; from < size; from += DOCUMENTS_AT_ONCE) {
      List<RankedDocument> some = page.subList(from, Math.min(size, from + DOCUMENTS_AT_ONCE));
      Map<String, Stamped<DocumentVersion>> shown = versions(snapshot, some, found, end);
      terms.with(
          analyzer -> {
            PassageFinder passages = new PassageFinder(analyzer);
            for (RankedDocument document : some) {
              hits.add(
                  hit(
                      document,
                      Optional.ofNullable(shown.get(document.id())),
                      found.get(document.id()),
                      snapshot,
                      passages,
                      request.explain()
                          ? Optional.of(evaluation.explain(document.id()))
                          : Optional.empty()));
            }
            return hits;
          });
    }
    Optional<String> next =
        ranking.documents().size() > size
            ? Optional.of(page.get(size - 1).token())
            : Optional.empty();
    return new SearchAnswer(
        hits, ranking.total(), next, Reading.of(snapshot).partialFor(snapshot.unsureScores()));
  }

  /** The versions of documents to be shown, by id; none of those that are not there. */
  private Map<String, Stamped<DocumentVersion>> versions(
      Snapshot snapshot, List<RankedDocument> documents, Map<String, FoundVersion> found, long end)
      throws IOException {
    Map<String, Stamped<DocumentVersion>> versions = new HashMap<>();
    List<String> missing = new ArrayList<>();
    for (RankedDocument document : documents) {
      kept.version(snapshot, document.id(), found.get(document.id()))
          .ifPresentOrElse(
              version -> versions.put(document.id(), version), () -> missing.add(document.id()));
    }
    if (!missing.isEmpty()) {
      long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
      for (Result row : Question.await(reads.documents(snapshot, missing), left)) {
        DocumentRow.newest(row)
            .ifPresent(
                current -> {
                  String id = current.value().id();
                  versions.put(id, current);
                  kept.keep(snapshot, found.get(id), current);
                });
      }
    }
    return versions;
  }

  private static SearchAnswer.Hit hit(
      RankedDocument document,
      Optional<Stamped<DocumentVersion>> version,
      FoundVersion found,
      Snapshot snapshot,
      PassageFinder passages,
      Optional<Explanation> explanation) {
    Optional<Content> content = version.flatMap(stamped -> stamped.value().content());
    // What the speed layer does not have yet, only the batch layer can have found.
    boolean batch = version.isEmpty() || version.get().stamp() < snapshot.serving().cut().stamp();
    return new SearchAnswer.Hit(
        document.id(),
        document.score(),
        content.map(shown -> shown.attributes().get(TITLE)),
        content.map(shown -> passages.find(shown.text(), found.terms())).orElse(NO_PASSAGE),
        batch ? Layer.BATCH : Layer.REALTIME,
        explanation);
  }
}
