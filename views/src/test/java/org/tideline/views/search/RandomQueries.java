package org.tideline.views.search;

import java.util.List;
import java.util.Random;

/** Random queries in the classic syntax, with and without operators, nested, of known words. */
public final class RandomQueries {
  private final Random random;
  private final List<String> words;

  public RandomQueries(Random random, List<String> words) {
    this.random = random;
    this.words = words;
  }

  /** The next query, which may say only what must not be there. */
  public String next() {
    return clauses(0);
  }

  private String clauses(int depth) {
    int size = 1 + random.nextInt(depth == 0 ? 4 : 3);
    boolean operators = random.nextBoolean();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < size; i++) {
      if (i > 0) {
        text.append(operators ? List.of(" AND ", " OR ", " ").get(random.nextInt(3)) : " ");
      }
      text.append(modifier(operators)).append(leaf(depth));
    }
    return text.toString();
  }

  private String modifier(boolean operators) {
    return switch (random.nextInt(8)) {
      case 0 -> operators ? "NOT " : "-";
      case 1, 2 -> operators ? "" : "+";
      default -> "";
    };
  }

  private String leaf(int depth) {
    int kind = random.nextInt(10);
    if (kind < 2 && depth < 3) {
      return "(" + clauses(depth + 1) + ")";
    }
    if (kind < 4) {
      String word = word();
      return word.substring(0, 1 + random.nextInt(word.length())) + "*";
    }
    return kind < 7 ? phrase() : word();
  }

  private String phrase() {
    StringBuilder phrase = new StringBuilder("\"");
    int size = 1 + random.nextInt(3);
    for (int i = 0; i < size; i++) {
      phrase.append(i > 0 ? " " : "").append(word());
    }
    return phrase.append('"').toString();
  }

  private String word() {
    return words.get(random.nextInt(words.size()));
  }
}
