package org.tideline.views.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.LetterTokenizer;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefBuilder;
import org.apache.lucene.util.Version;

/**
 * Turns a text into its terms, in order, by one of the known analyzers of Lucene. Not safe for use
 * by several threads; each task makes its own.
 *
 * <table>
 * <caption>Known analyzers</caption>
 * <tr><td>{@code standard}</td><td>Unicode word segmentation (UAX #29), lower case, no stop words
 * </td></tr>
 * <tr><td>{@code english}</td><td>as {@code standard}, then without possessives and English stop
 * words, stemmed by Porter's algorithm</td></tr>
 * <tr><td>{@code letter}</td><td>maximal runs of Unicode letters, case kept</td></tr>
 * <tr><td>{@code whitespace}</td><td>whatever stands between white space, case kept</td></tr>
 * </table>
 *
 * All of them cut a token after each 255 UTF-16 units. A pair of surrogates is never divided:
 * {@code standard} and {@code english} cut before a pair that does not fit, the others after it. A
 * term is thus 1 to 256 units and at most 768 bytes of UTF-8. A token with U+0000 is cut there: its
 * term is what stands before it, and where nothing does it has none.
 *
 * <p>A term stands at a position, counted from 0 in tokens: what {@code english} leaves out as a
 * stop word, and a token without a term, takes a position all the same.
 */
public final class TermAnalyzer implements AutoCloseable {
  /** The longest term, in UTF-16 units. */
  public static final int MAX_TERM_CHARS = 256;

  /**
   * Receives a term in the first {@code length} characters, valid only during the call, and its
   * position; positions rise from one call to the next.
   */
  @FunctionalInterface
  public interface Receiver {
    void accept(char[] term, int length, int position);
  }

  private enum Known {
    STANDARD(StandardAnalyzer::new),
    ENGLISH(EnglishAnalyzer::new),
    LETTER(
        () ->
            new Analyzer() {
              @Override
              protected TokenStreamComponents createComponents(String field) {
                return new TokenStreamComponents(new LetterTokenizer());
              }
            }),
    WHITESPACE(WhitespaceAnalyzer::new);

    private final Supplier<Analyzer> factory;

    Known(Supplier<Analyzer> factory) {
      this.factory = factory;
    }

    private String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Known known;
  private final Analyzer lucene;

  /** Keeps its token streams, as that does. */
  private final Analyzer cut;

  private TermAnalyzer(Known known) {
    this.known = known;
    this.lucene = known.factory.get();
    this.cut = new CutAtNul(lucene);
  }

  /**
   * The analyzer of that name.
   *
   * @throws IllegalArgumentException if there is none, naming those there are
   */
  public static TermAnalyzer named(String name) {
    return Arrays.stream(Known.values())
        .filter(known -> known.key().equals(name))
        .findFirst()
        .map(TermAnalyzer::new)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "analyzer \"%s\" is unknown; known are: %s"
                        .formatted(name, String.join(", ", names()))));
  }

  /** The names of all known analyzers. */
  public static List<String> names() {
    return Arrays.stream(Known.values()).map(Known::key).toList();
  }

  /**
   * What the terms depend on: two analyzers with equal fingerprints give equal terms. Names the
   * release of Lucene, whose tables decide where words end, and the tables of characters of the
   * Java runtime, which differ between its releases.
   */
  public String fingerprint() {
    return "%s;cut=255,nul;lucene=%s;characters=%08x"
        .formatted(known.key(), Version.LATEST, CharacterTables.CHECKSUM);
  }

  /** Passes every term of {@code text} in order, as UTF-8, valid only during the call. */
  public void forEachTerm(String text, Consumer<BytesRef> action) {
    BytesRefBuilder bytes = new BytesRefBuilder();
    forEachTerm(
        text,
        (term, length, position) -> {
          bytes.copyChars(term, 0, length);
          action.accept(bytes.get());
        });
  }

  /** Passes every term of {@code text} in order, as the analyzer holds it. */
  public void forEachTerm(String text, Receiver action) {
    try (TokenStream tokens = lucene.tokenStream("text", text)) {
      CharTermAttribute term = tokens.getAttribute(CharTermAttribute.class);
      PositionIncrementAttribute increment = tokens.addAttribute(PositionIncrementAttribute.class);
      tokens.reset();
      int position = -1;
      while (tokens.incrementToken()) {
        position += increment.getPositionIncrement();
        int length = CutAtNul.lengthOf(term);
        if (length > 0) {
          action.accept(term.buffer(), length, position);
        }
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
  }

  /**
   * The same terms as tokens of Lucene, with their positions and offsets; for its query parser. It
   * is closed with this.
   */
  public Analyzer lucene() {
    return cut;
  }

  @Override
  public void close() {
    cut.close();
    lucene.close();
  }
}
