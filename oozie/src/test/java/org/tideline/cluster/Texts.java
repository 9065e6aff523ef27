package org.tideline.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Documents of words between blanks, and what a plain loop finds in those that are current. Words
 * are lower case and frequent in different degrees. Not safe for use by several threads.
 */
final class Texts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VOCABULARY = 400;
  private static final int WORDS = 60;

  private final Random random = new Random(5);
  private final Map<String, String> current = new TreeMap<>();
  private long eventTime = 1_000;

  /** What is counted of a word. */
  record Count(long occurrences, long documents) {}

  /** Adds documents and changes some that were there; one JSON line for each goes to a file. */
  Path change(Path folder, int added, int amended) throws IOException {
    List<String> ids = new ArrayList<>(current.keySet());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < amended; i++) {
      lines.add(put(ids.get(random.nextInt(ids.size()))));
    }
    for (int i = 0; i < added; i++) {
      lines.add(put("doc-%04d".formatted(current.size())));
    }
    Path file = Files.createTempFile(Files.createDirectories(folder), "texts-", ".jsonl");
    return Files.write(file, lines);
  }

  private String put(String id) throws IOException {
    String text = IntStream.range(0, WORDS).mapToObj(i -> word()).collect(Collectors.joining(" "));
    current.put(id, text);
    return JSON.writeValueAsString(Map.of("id", id, "eventTime", eventTime++, "text", text));
  }

  private String word() {
    // The square makes the first words frequent.
    double place = random.nextDouble();
    return "w" + (int) (place * place * VOCABULARY);
  }

  /** Takes some documents away; their ids. */
  List<String> delete(int count) {
    List<String> ids = current.keySet().stream().limit(count).toList();
    ids.forEach(current::remove);
    return ids;
  }

  int documents() {
    return current.size();
  }

  /** All words, in the order of their bytes. */
  Map<String, Count> recount() {
    Map<String, Count> counts = new TreeMap<>();
    for (String text : current.values()) {
      Set<String> seen = new HashSet<>();
      for (String word : text.split(" ")) {
        Count before = counts.getOrDefault(word, new Count(0, 0));
        long document = seen.add(word) ? 1 : 0;
        counts.put(word, new Count(before.occurrences() + 1, before.documents() + document));
      }
    }
    return counts;
  }

  /** The documents that have a word. */
  Set<String> with(String word) {
    return current.entrySet().stream()
        .filter(entry -> List.of(entry.getValue().split(" ")).contains(word))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
