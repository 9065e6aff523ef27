package org.tideline.views.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.util.BytesRef;

/** The documents that several matchers are at together. */
final class Conjunction implements Walk {
  /** The one with the fewest matches leads; the others follow it. */
  private final Matcher lead;

  private final List<Matcher> others;

  /** How many of the others, from the first on, are at a document already. */
  private int begun;

  Conjunction(List<? extends Matcher> all) {
    List<Matcher> rarestFirst = new ArrayList<>(all);
    rarestFirst.sort(Comparator.comparingInt(Matcher::size));
    this.lead = rarestFirst.get(0);
    this.others = rarestFirst.subList(1, rarestFirst.size());
  }

  @Override
  public boolean next() {
    return lead.next() && met();
  }

  @Override
  public boolean advance(BytesRef document) {
    return lead.advance(document) && met();
  }

  /** From where the lead is to the first document that all have. */
  private boolean met() {
    int together = 0;
    while (together < others.size()) {
      Matcher other = others.get(together);
      if (!reaches(together, lead.document())) {
        return false;
      }
      if (other.document().bytesEquals(lead.document())) {
        together++;
      } else if (lead.advance(other.document())) {
        together = 0;
      } else {
        return false;
      }
    }
    return true;
  }

  private boolean reaches(int place, BytesRef document) {
    Matcher other = others.get(place);
    if (place < begun && other.document().compareTo(document) >= 0) {
      return true;
    }
    begun = Math.max(begun, place + 1);
    return other.advance(document);
  }

  @Override
  public BytesRef document() {
    return lead.document();
  }

  @Override
  public int size() {
    return lead.size();
  }
}
