package org.tideline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.tideline.query.CountAnswer;
import org.tideline.query.Reading;
import org.tideline.views.count.WordCount;
import org.tideline.views.merge.MergedCount;

/** Answers as JSON objects, one a line; docs/cli.md lists the fields, which stay. */
final class AnswerJson {
  private static final JsonMapper MAPPER = new JsonMapper();

  private AnswerJson() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static String line(ObjectNode object) {
    return written(object);
  }

  /** A text as a value of JSON, with its quotes. */
  static String text(String text) {
    return written(text);
  }

  private static String written(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is in memory cannot fail to be written", e);
    }
  }

  static ObjectNode of(CountAnswer answer) {
    ObjectNode json = object().put("word", answer.word()).put("term", answer.term());
    put(json, answer.count());
    json.set("reading", of(answer.reading()));
    return json;
  }

  static void put(ObjectNode json, MergedCount count) {
    put(json, count.total());
    put(json.putObject("batch"), count.batch());
    put(json.putObject("realtime"), count.realtime());
  }

  static void put(ObjectNode json, WordCount count) {
    json.put("occurrences", count.occurrences()).put("documents", count.documents());
  }

  static ObjectNode of(Reading reading) {
    ObjectNode json =
        object()
            .put("generation", reading.generation())
            .put("verdict", ReadingLine.verdict(reading))
            .put("cut", Instant.ofEpochMilli(reading.cut().ingestTime()).toString())
            .put("epoch", reading.epoch());
    if (reading.freshTo().isPresent()) {
      json.put("freshTo", Instant.ofEpochMilli(reading.freshTo().getAsLong()).toString());
    } else {
      json.putNull("freshTo");
    }
    return json.put("partial", reading.partial().orElse(null));
  }
}
