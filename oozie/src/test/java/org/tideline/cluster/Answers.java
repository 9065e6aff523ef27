package org.tideline.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the command answers on the cluster, held against a recount of the texts. */
final class Answers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TOP = 10;

  private final Commands commands;
  private final ClusterFolder folder;
  private final Texts texts;

  Answers(Commands commands, ClusterFolder folder, Texts texts) {
    this.commands = commands;
    this.folder = folder;
    this.texts = texts;
  }

  /** {@code bin/tideline --conf}, to its good end. */
  Commands.Answer tideline(Object... arguments) throws Exception {
    List<Object> words = new ArrayList<>(List.of(Built.tideline(), "--conf", folder.conf()));
    words.addAll(List.of(arguments));
    return commands.run(words.toArray()).done();
  }

  private JsonNode json(Object... arguments) throws Exception {
    List<Object> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--json", "--require-complete"));
    return JSON.readTree(tideline(words.toArray()).said());
  }

  /** The count of one word, which has to be that of both layers together. */
  JsonNode requireCounted(String word) throws Exception {
    JsonNode found = json("count", word);
    Texts.Count expected = texts.recount().get(word);
    assertThat(count(found)).isEqualTo(expected);
    Texts.Count batch = count(found.path("batch"));
    Texts.Count realtime = count(found.path("realtime"));
    assertThat(batch.occurrences() + realtime.occurrences()).isEqualTo(expected.occurrences());
    assertThat(batch.documents() + realtime.documents()).isEqualTo(expected.documents());
    return found.path("reading");
  }

  private static Texts.Count count(JsonNode counted) {
    return new Texts.Count(
        counted.path("occurrences").asLong(), counted.path("documents").asLong());
  }

  /**
   * Every command that reads, while nothing is written.
   *
   * @param generation that has to serve
   * @return what the answers say that they are from
   */
  JsonNode requireRecounted(int generation) throws Exception {
    requireExported();
    requireFound();
    requireRanked();
    JsonNode reading = requireCounted("w0");
    JsonNode status = JSON.readTree(tideline("status", "--json").said());
    assertThat(status.path("partitions")).hasSize(3);
    assertThat(status.path("partitions")).allMatch(found -> found.path("lag").asLong() == 0);
    assertThat(status.path("reading").path("generation").asInt()).isEqualTo(generation);
    assertThat(reading.path("generation").asInt()).isEqualTo(generation);
    return reading;
  }

  private void requireExported() throws Exception {
    assertThat(tideline("export", "wordcount", "--require-complete").lines())
        .containsExactlyElementsOf(
            texts.recount().entrySet().stream()
                .map(
                    word ->
                        "%s\t%d\t%d"
                            .formatted(
                                word.getKey(),
                                word.getValue().occurrences(),
                                word.getValue().documents()))
                .toList());
  }

  private void requireFound() throws Exception {
    Set<String> expected = texts.with("w0");
    expected.retainAll(texts.with("w3"));
    JsonNode found = json("search", "+w0 +w3", "--limit", texts.documents());
    assertThat(found.path("total").asInt()).isEqualTo(expected.size());
    assertThat(found.path("hits"))
        .extracting(hit -> hit.path("id").asText())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private void requireRanked() throws Exception {
    List<String> expected =
        texts.recount().entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<String, Texts.Count>>comparingLong(
                        word -> -word.getValue().occurrences())
                    .thenComparing(Map.Entry::getKey))
            .limit(TOP)
            .map(Map.Entry::getKey)
            .collect(Collectors.toList());
    assertThat(json("top", TOP).path("words"))
        .extracting(word -> word.path("term").asText())
        .containsExactlyElementsOf(expected);
  }
}
