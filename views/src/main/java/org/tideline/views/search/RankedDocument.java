package org.tideline.views.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import org.tideline.views.document.DocumentId;

/**
 * A document that matches. The order is that of a result: the greatest score first, then the id.
 */
public record RankedDocument(String id, float score) implements Comparable<RankedDocument> {
  private static final Comparator<RankedDocument> ORDER =
      Comparator.comparing(RankedDocument::score)
          .reversed()
          .thenComparing(RankedDocument::id, DocumentId.ORDER);

  private static final byte TOKEN_VERSION = 1;
  private static final int HEAD_BYTES = 1 + Float.BYTES;

  public RankedDocument {
    DocumentId.require(id);
    if (!Float.isFinite(score)) {
      throw new IllegalArgumentException("score of document \"%s\": got %s".formatted(id, score));
    }
  }

  /** What stands for this place in a result, to go on after it: letters, digits, - and _ only. */
  public String token() {
    byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + utf8.length);
    bytes.put(TOKEN_VERSION).putFloat(score).put(utf8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * The place that {@code token} stands for.
   *
   * @throws IllegalArgumentException if it is not a token
   */
  public static RankedDocument ofToken(String token) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
      if (bytes.remaining() > HEAD_BYTES && bytes.get() == TOKEN_VERSION) {
        float score = bytes.getFloat();
        return new RankedDocument(StandardCharsets.UTF_8.decode(bytes).toString(), score);
      }
    } catch (IllegalArgumentException e) {
      throw badToken(token, e);
    }
    throw badToken(token, null);
  }

  private static IllegalArgumentException badToken(String token, Throwable cause) {
    return new IllegalArgumentException(
        "token \"%s\": expected one that a search gave for its next page; begin again without it"
            .formatted(token),
        cause);
  }

  @Override
  public int compareTo(RankedDocument other) {
    return ORDER.compare(this, other);
  }
}
