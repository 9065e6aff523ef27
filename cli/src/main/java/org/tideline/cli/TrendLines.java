package org.tideline.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.tideline.query.TrendAnswer;
import org.tideline.query.TrendAnswer.Shown;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.MergedCount;
import org.tideline.views.window.EventClock;
import org.tideline.views.window.LatePolicy;

/** How a trend is printed: lines with a bar on a terminal, CSV, or JSON. */
final class TrendLines {
  private static final int BAR_CHARACTERS = 40;
  private static final int EIGHTHS = 8;
  private static final String CSV_HEADER =
      "subject,start,end,occurrences,documents,batch_occurrences,batch_documents,realtime_occurrences,realtime_documents,state,changes_after_close";

  private TrendLines() {}

  /** What a window is measured by: documents where all are meant, else occurrences. */
  private static long value(TrendAnswer answer, WordCount count) {
    return answer.subject().isEmpty() ? count.documents() : count.occurrences();
  }

  static void print(TrendAnswer answer, PrintWriter out, boolean bars) {
    out.println(title(answer));
    long most =
        answer.windows().stream()
            .mapToLong(window -> value(answer, window.merged().count().total()))
            .max()
            .orElse(0);
    List<String> labels =
        answer.windows().stream()
            .map(shown -> EventTimeText.of(shown.merged().window(), answer.size(), answer.zone()))
            .toList();
    int width = labels.stream().mapToInt(String::length).max().orElse(0);
    for (int i = 0; i < labels.size(); i++) {
      Shown shown = answer.windows().get(i);
      out.printf("%-" + width + "s  %s%n", labels.get(i), line(answer, shown, most, bars));
    }
    if (labels.isEmpty()) {
      out.println("no window holds any");
    }
    out.println(watermark(answer));
  }

  private static String title(TrendAnswer answer) {
    String what =
        answer.subject().map(subject -> "\"%s\"".formatted(subject.word())).orElse("documents");
    String windows =
        switch (answer.size()) {
          case MINUTE -> "minutes of UTC";
          case HOUR -> "hours of UTC";
          case DAY -> "days of " + answer.zone();
        };
    return "%s by %s, late changes %s"
        .formatted(what, windows, answer.late() == LatePolicy.UPDATE ? "included" : "excluded");
  }

  private static String line(TrendAnswer answer, Shown shown, long most, boolean bars) {
    MergedCount count = shown.merged().count();
    long realtime = value(answer, count.realtime());
    String line =
        "%,9d = %,d batch %s %,d realtime"
            .formatted(
                value(answer, count.total()),
                value(answer, count.batch()),
                realtime < 0 ? "-" : "+",
                Math.abs(realtime));
    if (answer.subject().isPresent()) {
      line += ", in " + new Counted(count.total().documents(), "document");
    }
    line += "  " + shown.state();
    if (shown.merged().changesAfterClose() > 0) {
      line +=
          ", %s after close".formatted(new Counted(shown.merged().changesAfterClose(), "change"));
    }
    return bars ? "%-70s %s".formatted(line, bar(value(answer, count.total()), most)) : line;
  }

  /** In eighths of a character. */
  static String bar(long value, long most) {
    if (value <= 0 || most <= 0) {
      return "";
    }
    int eighths = (int) Math.max(1, Math.round((double) value / most * BAR_CHARACTERS * EIGHTHS));
    String whole = "█".repeat(eighths / EIGHTHS);
    int rest = eighths % EIGHTHS;
    return rest == 0 ? whole : whole + (char) ('█' + EIGHTHS - rest);
  }

  private static String watermark(TrendAnswer answer) {
    long watermark = answer.watermarks().watermark();
    return watermark == EventClock.NO_WATERMARK
        ? "no watermark yet"
        : "watermark " + Instant.ofEpochMilli(watermark);
  }

  static void printCsv(List<TrendAnswer> answers, PrintWriter out) {
    out.println(CSV_HEADER);
    for (TrendAnswer answer : answers) {
      String subject = answer.subject().map(of -> quoted(of.word())).orElse("");
      for (Shown shown : answer.windows()) {
        MergedCount count = shown.merged().count();
        out.println(
            String.join(
                ",",
                subject,
                Instant.ofEpochMilli(shown.merged().window().start()).toString(),
                Instant.ofEpochMilli(shown.merged().window().end()).toString(),
                csv(count.total()),
                csv(count.batch()),
                csv(count.realtime()),
                shown.state().closed() ? "closed" : "open",
                Long.toString(shown.merged().changesAfterClose())));
      }
    }
  }

  private static String csv(WordCount count) {
    return count.occurrences() + "," + count.documents();
  }

  private static String quoted(String text) {
    return "\"%s\"".formatted(text.replace("\"", "\"\""));
  }

  static ObjectNode json(TrendAnswer answer) {
    ObjectNode json = AnswerJson.object();
    answer
        .subject()
        .ifPresentOrElse(
            subject -> json.put("word", subject.word()).put("term", subject.term()),
            () -> json.put("documents", true));
    json.put("window", answer.size().name().toLowerCase(Locale.ROOT))
        .put("zone", answer.zone())
        .put("late", answer.late() == LatePolicy.UPDATE ? "include" : "exclude");
    ArrayNode windows = json.putArray("windows");
    for (Shown shown : answer.windows()) {
      ObjectNode window =
          windows
              .addObject()
              .put("start", Instant.ofEpochMilli(shown.merged().window().start()).toString())
              .put("end", Instant.ofEpochMilli(shown.merged().window().end()).toString());
      AnswerJson.put(window, shown.merged().count());
      window.put("state", shown.state().closed() ? "closed" : "open");
      ArrayNode idle = window.putArray("idle");
      shown.state().idle().forEach(idle::add);
      window.put("changesAfterClose", shown.merged().changesAfterClose());
    }
    ObjectNode watermarks = json.putObject("watermarks");
    answer
        .watermarks()
        .byPartition()
        .forEach(
            (partition, watermark) ->
                watermarks.put(
                    partition.toString(),
                    watermark == EventClock.NO_WATERMARK
                        ? null
                        : Instant.ofEpochMilli(watermark).toString()));
    json.set("reading", AnswerJson.of(answer.reading()));
    return json;
  }
}
