package org.tideline.views.posting;

import java.util.Arrays;
import org.tideline.views.document.DocumentId;

/**
 * One document's occurrences of a term. The postings of a term stand in the order of {@link
 * DocumentId#ORDER}.
 *
 * @param document its id
 * @param length how many terms the whole document has
 * @param positions where the term stands, rising, as the analyzer numbers them from 0; the array
 *     belongs to the posting
 */
public record Posting(String document, int length, int[] positions) implements Comparable<Posting> {
  public Posting {
    DocumentId.require(document);
    if (positions.length == 0 || positions.length > length) {
      throw new IllegalArgumentException(
          "posting of document \"%s\": expected 1 to %d positions, as many as it has terms, got %d"
              .formatted(document, length, positions.length));
    }
    int previous = -1;
    for (int position : positions) {
      if (position <= previous) {
        throw new IllegalArgumentException(
            "posting of document \"%s\": expected positions that rise from 0, found %d after %d"
                .formatted(document, position, previous));
      }
      previous = position;
    }
  }

  /** How often the term stands in the document. */
  public int frequency() {
    return positions.length;
  }

  /** By document alone. */
  @Override
  public int compareTo(Posting other) {
    return DocumentId.ORDER.compare(document, other.document);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Posting posting
        && document.equals(posting.document)
        && length == posting.length
        && Arrays.equals(positions, posting.positions);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * document.hashCode() + length) + Arrays.hashCode(positions);
  }

  @Override
  public String toString() {
    return "Posting[document=%s, length=%d, positions=%s]"
        .formatted(document, length, Arrays.toString(positions));
  }
}
