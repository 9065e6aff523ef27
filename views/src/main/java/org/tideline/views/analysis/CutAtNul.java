package org.tideline.views.analysis;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** An analyzer of Lucene whose tokens end before U+0000, as terms do. */
final class CutAtNul extends AnalyzerWrapper {
  private static final class Cut extends FilteringTokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

    Cut(TokenStream tokens) {
      super(tokens);
    }

    @Override
    protected boolean accept() {
      term.setLength(lengthOf(term));
      return term.length() > 0;
    }
  }

  /** How many characters of {@code token} stand before U+0000. */
  static int lengthOf(CharTermAttribute token) {
    char[] characters = token.buffer();
    int length = token.length();
    for (int i = 0; i < length; i++) {
      if (characters[i] == 0) {
        return i;
      }
    }
    return length;
  }

  private final Analyzer whole;

  CutAtNul(Analyzer whole) {
    super(PER_FIELD_REUSE_STRATEGY);
    this.whole = whole;
  }

  @Override
  protected Analyzer getWrappedAnalyzer(String field) {
    return whole;
  }

  @Override
  protected TokenStreamComponents wrapComponents(String field, TokenStreamComponents components) {
    return new TokenStreamComponents(components.getSource(), new Cut(components.getTokenStream()));
  }
}
