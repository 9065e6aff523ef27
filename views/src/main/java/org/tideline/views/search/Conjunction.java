package org.tideline.views.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tideline.views.document.DocumentId;

/** The documents that several matchers are at together. */
final class Conjunction implements Walk {
  /** The one with the fewest matches leads; the others follow it. */
  private final Matcher lead;

  private final List<Matcher> others;
  private boolean there;

  Conjunction(List<? extends Matcher> all) {
    List<Matcher> rarestFirst = new ArrayList<>(all);
    rarestFirst.sort(Comparator.comparingInt(Matcher::size));
    this.lead = rarestFirst.get(0);
    this.others = rarestFirst.subList(1, rarestFirst.size());
  }

  @Override
  public boolean next() {
    there = lead.next() && met();
    return there;
  }

  @Override
  public boolean advance(String document) {
    there = lead.advance(document) && met();
    return there;
  }

  /** From where the lead is to the first document that all have. */
  private boolean met() {
    boolean together = false;
    while (!together) {
      together = true;
      String document = lead.document();
      for (Matcher other : others) {
        if (!other.advance(document)) {
          return false;
        }
        if (!other.document().equals(document)) {
          if (!lead.advance(other.document())) {
            return false;
          }
          together = false;
          break;
        }
      }
    }
    return true;
  }

  /** Whether it is at a document that is not before {@code document}. */
  boolean isPast(String document) {
    return there && DocumentId.ORDER.compare(lead.document(), document) >= 0;
  }

  @Override
  public String document() {
    return lead.document();
  }

  @Override
  public int size() {
    return lead.size();
  }
}
