package org.tideline.views.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tideline.views.analysis.TermAnalyzer;
import org.tideline.views.posting.InvertedDocument;
import org.tideline.views.posting.LastEntries;
import org.tideline.views.posting.ListedPostings;
import org.tideline.views.posting.MergedList;
import org.tideline.views.posting.Posting;
import org.tideline.views.posting.PostingEntry;
import org.tideline.views.posting.PostingList;

/** The postings of some texts. */
final class InMemoryPostings implements PostingLists {
  private final SortedMap<String, List<Posting>> postings = new TreeMap<>();
  private long documents;
  private long occurrences;

  InMemoryPostings(SortedMap<String, String> texts, TermAnalyzer analyzer) {
    texts.forEach(
        (id, text) -> {
          InvertedDocument inverted = InvertedDocument.of(analyzer, text);
          documents += inverted.length() > 0 ? 1 : 0;
          occurrences += inverted.length();
          inverted.forEachTerm(
              (term, positions, count) ->
                  postings
                      .computeIfAbsent(term.utf8ToString(), key -> new ArrayList<>())
                      .add(new Posting(id, inverted.length(), Arrays.copyOf(positions, count))));
        });
  }

  CollectionStatistics statistics() {
    return new CollectionStatistics(documents, occurrences);
  }

  /**
   * The postings divided between both layers: of some documents the batch view has an older
   * version, of some none, and it has some that were deleted since.
   */
  @Override
  public PostingList postings(String term) {
    List<Posting> batch = new ArrayList<>();
    List<PostingEntry> realtime = new ArrayList<>();
    for (Posting posting : postings.getOrDefault(term, List.of())) {
      String id = posting.document();
      switch (Math.floorMod((term + id).hashCode(), 5)) {
        case 0 -> realtime.add(PostingEntry.live(7, posting));
        case 1 -> {
          batch.add(new Posting(id, 9_000, new int[] {8_999}));
          realtime.add(PostingEntry.live(7, posting));
        }
        case 2 -> {
          batch.add(posting);
          batch.add(new Posting(id + "~", 9, new int[] {0}));
          realtime.add(PostingEntry.tombstone(id + "~", 8));
        }
        default -> batch.add(posting);
      }
    }
    batch.sort(null);
    return MergedList.of(new ListedPostings(batch), LastEntries.of(realtime));
  }

  @Override
  public List<String> expansion(String prefix) {
    return postings.tailMap(prefix).keySet().stream()
        .takeWhile(term -> term.startsWith(prefix))
        .toList();
  }
}
