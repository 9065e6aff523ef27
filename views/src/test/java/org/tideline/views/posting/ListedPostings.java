package org.tideline.views.posting;

import java.util.List;
import org.apache.lucene.util.BytesRef;

/** Postings as a list of objects, gone through in the obvious way. */
public record ListedPostings(List<Posting> postings) implements PostingList {
  @Override
  public int size() {
    return postings.size();
  }

  @Override
  public PostingCursor cursor() {
    return new PostingCursor() {
      private int at = -1;

      @Override
      public boolean next() {
        if (at == postings.size()) {
          throw new IllegalStateException("moved beyond the end");
        }
        at++;
        return at < postings.size();
      }

      @Override
      public boolean advance(BytesRef document) {
        boolean more = at >= 0 || next();
        while (more && document().compareTo(document) < 0) {
          more = next();
        }
        return more;
      }

      @Override
      public BytesRef document() {
        return new BytesRef(posting().document());
      }

      @Override
      public int length() {
        return posting().length();
      }

      @Override
      public int frequency() {
        return posting().frequency();
      }

      @Override
      public int position(int index) {
        return posting().positions()[index];
      }

      @Override
      public Posting posting() {
        return postings.get(at);
      }
    };
  }
}
