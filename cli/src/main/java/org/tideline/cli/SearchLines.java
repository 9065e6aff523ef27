package org.tideline.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import org.tideline.query.Layer;
import org.tideline.query.SearchAnswer;
import org.tideline.query.SearchAnswer.Hit;
import org.tideline.views.search.Explanation;
import org.tideline.views.search.Passage;

/** How people, and programs, read what was found. */
final class SearchLines {
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintWriter out;
  private final boolean styled;

  /**
   * Lines for {@code out}.
   *
   * @param styled whether it is a terminal that shows words in bold
   */
  SearchLines(PrintWriter out, boolean styled) {
    this.out = out;
    this.styled = styled;
  }

  void print(SearchAnswer answer) {
    for (Hit hit : answer.hits()) {
      print(hit);
    }
    if (answer.total() == 0) {
      out.println("no hits");
    } else {
      out.printf(
          "%,d of %s%s%n",
          answer.hits().size(),
          new Counted(answer.total(), "hit"),
          answer.next().map("; next page: --after %s"::formatted).orElse(""));
    }
    out.println(ReadingLine.of(answer.reading()));
  }

  private void print(Hit hit) {
    String title = hit.title().map(SearchLines::inOneLine).map("  %s"::formatted).orElse("");
    String id = styled ? BOLD + hit.id() + PLAIN : hit.id();
    out.printf("%8.4f  %s%s  (%s)%n", hit.score(), id, title, layer(hit.layer()));
    String passage = styled ? hit.passage().marked(BOLD, PLAIN) : hit.passage().marked("", "");
    if (!passage.isBlank()) {
      out.println("          " + passage);
    }
    hit.explanation().ifPresent(explanation -> print(explanation, "          "));
    out.println();
  }

  private void print(Explanation explanation, String indent) {
    out.printf("%s%s  %s%n", indent, number(explanation.value()), explanation.what());
    explanation.parts().forEach(part -> print(part, indent + "  "));
  }

  /** Whole numbers without a fraction. */
  private static String number(float value) {
    return value == Math.rint(value) && Math.abs(value) < 1e7
        ? Long.toString((long) value)
        : Float.toString(value);
  }

  private static String layer(Layer layer) {
    return layer.name().toLowerCase(Locale.ROOT);
  }

  private static String inOneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  static ObjectNode json(SearchAnswer answer) {
    ObjectNode json = AnswerJson.object();
    ArrayNode hits = json.putArray("hits");
    for (Hit hit : answer.hits()) {
      ObjectNode object = hits.addObject().put("id", hit.id()).put("score", hit.score());
      object.put("title", hit.title().orElse(null)).put("layer", layer(hit.layer()));
      json(object.putObject("passage"), hit.passage());
      hit.explanation().ifPresent(found -> json(object.putObject("explanation"), found));
    }
    json.put("total", answer.total()).put("next", answer.next().orElse(null));
    json.set("reading", AnswerJson.of(answer.reading()));
    return json;
  }

  private static void json(ObjectNode json, Passage passage) {
    json.put("text", passage.text());
    ArrayNode marks = json.putArray("marks");
    passage.marks().forEach(mark -> marks.addArray().add(mark.start()).add(mark.end()));
  }

  private static void json(ObjectNode json, Explanation explanation) {
    json.put("value", explanation.value()).put("what", explanation.what());
    if (!explanation.parts().isEmpty()) {
      ArrayNode parts = json.putArray("parts");
      explanation.parts().forEach(part -> json(parts.addObject(), part));
    }
  }
}
