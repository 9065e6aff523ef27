package org.tideline.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tideline.schema.log.LogTopic;
import org.tideline.views.document.Document;

class DocumentReaderTest {
  private static final long NOW = 1_000;

  @TempDir Path folder;

  private final List<Document> documents = new ArrayList<>();
  private final List<Rejection> rejections = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  @Test
  void namesDocumentsByTheirPathBelowTheDirectory() throws IOException {
    write("books/a/one.txt", "first");
    write("books/two.txt", "second");

    read(IngestFormat.TEXT, "en/", folder.resolve("books").toString());

    assertThat(documents).extracting(Document::id).containsExactly("en/a/one.txt", "en/two.txt");
    assertThat(documents).extracting(Document::text).containsExactly("first", "second");
    assertThat(documents).extracting(Document::eventTime).containsOnly(5_000L);
  }

  @Test
  void takesTheEventTimeOfALineFromTheLine() throws IOException {
    Path log =
        write("access.log", "[17/May/2015:10:05:03 +0000] a\n?\n[31/Dec/1969:23:59:59 +0000] b\n");
    LineTime apache = LineTime.of("apache", Optional.empty(), "UTC");
    read(
        new DocumentReader(IngestFormat.LINES, "", Optional.of(apache)),
        files(InputStream.nullInputStream()).find(List.of(log.toString())));
    assertThat(documents)
        .extracting(Document::id, Document::eventTime)
        .containsExactly(tuple("access.log#1", 1_431_857_103_000L), tuple("access.log#3", -1_000L));
    assertThat(rejections).extracting(Rejection::line).containsExactly(2L);
  }

  @Test
  void readsThroughLinksToDirectories() throws IOException {
    write("store/shelf/one.txt", "first");
    write("other/two.txt", "second");
    Path books = Files.createSymbolicLink(folder.resolve("books"), folder.resolve("store"));
    Files.createSymbolicLink(folder.resolve("store/more"), folder.resolve("other"));

    read(IngestFormat.TEXT, "", books.toString());

    assertThat(documents).extracting(Document::id).containsExactly("more/two.txt", "shelf/one.txt");
  }

  @Test
  void leavesOutWhatIsNoDocumentAndSaysSo() throws IOException {
    write("one.txt", "first");
    write("tideline-data/logs/tideline.log", "not a document");
    Path rejected = write("rejected.jsonl", "neither");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("gone"));

    read(IngestFormat.TEXT, "", folder.toString());

    assertThat(documents).extracting(Document::id).containsExactly("one.txt");
    assertThat(notices)
        .containsExactlyInAnyOrder(
            folder.resolve("tideline-data") + " is left out: Tideline's own files",
            rejected + " is left out: records that an ingest rejected",
            link + " is left out: the link leads nowhere");
  }

  @Test
  void takesWhatIsNamedItself() throws IOException {
    Path named = write("tideline-data/books/one.txt", "first");

    read(IngestFormat.TEXT, "", named.getParent().toString());
    read(IngestFormat.LINES, "", write("rejected.jsonl", "a line").toString());

    assertThat(documents).extracting(Document::id).containsExactly("one.txt", "rejected.jsonl#1");
    assertThat(notices).isEmpty();
  }

  @Test
  void refusesALinkThatLeadsBack() throws IOException {
    write("books/one.txt", "first");
    Path books = folder.resolve("books");
    Path loop = Files.createSymbolicLink(books.resolve("loop"), books);

    assertThatThrownBy(() -> read(IngestFormat.TEXT, "", books.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "%s: expected links that lead to other places, found one that leads back to a directory above it; remove it, or name the directories beside it"
                .formatted(loop));
  }

  @Test
  void namesADocumentByTheLastElementOfItsPath() throws IOException {
    write("books/a/one.txt", "first");

    read(IngestFormat.TEXT, "", folder.resolve("books/a/../a/one.txt").toString());

    assertThat(documents).extracting(Document::id).containsExactly("one.txt");
  }

  @Test
  void refusesTwoFilesOfOneName() throws IOException {
    Path first = write("a/one.txt", "first");
    Path second = write("b/one.txt", "second");

    assertThatThrownBy(() -> read(IngestFormat.TEXT, "", first.toString(), second.toString()))
        .hasMessage(
            "document id \"one.txt\" stands for two files, %s and %s; ingest their common directory, or each with its own --id-prefix"
                .formatted(first, second));
    assertThat(documents).isEmpty();
  }

  @Test
  void refusesAPathThatIsNotThere() {
    assertThatThrownBy(() -> read(IngestFormat.TEXT, "", "no/such"))
        .hasMessage("no/such: expected a file, a directory or \"-\", found nothing there");
  }

  @Test
  void readsLinesOfEveryEnding() throws IOException {
    write("log", "one\r\n\ntwo\nlast");

    read(IngestFormat.LINES, "", folder.resolve("log").toString());

    assertThat(documents)
        .extracting(Document::id)
        .containsExactly("log#1", "log#2", "log#3", "log#4");
    assertThat(documents).extracting(Document::text).containsExactly("one", "", "two", "last");
  }

  @Test
  void rejectsOnlyTheLineThatIsNotUtf8() throws IOException {
    Path file = folder.resolve("log");
    Files.write(file, new byte[] {'a', '\n', 'b', (byte) 0xc3, '\n', 'c'});

    read(IngestFormat.LINES, "", file.toString());

    assertThat(documents).extracting(Document::text).containsExactly("a", "c");
    assertThat(rejections)
        .containsExactly(
            new Rejection(
                file.toString(), 2, "expected UTF-8, found a byte that is not at offset 1 of 2"));
  }

  @Test
  void rejectsOnlyTheLineThatIsTooLong() throws IOException {
    Path file = write("log", "a\n" + "x".repeat(DocumentReader.MAX_TEXT_BYTES + 1) + "\nb");

    read(IngestFormat.LINES, "", file.toString());

    assertThat(documents).extracting(Document::text).containsExactly("a", "b");
    assertThat(rejections)
        .containsExactly(
            new Rejection(
                file.toString(),
                2,
                "expected a line of at most 8388608 bytes, found a longer one"));
  }

  @Test
  void takesATextOfTheGreatestSizeAndNoGreater() throws IOException {
    Path great = write("great", "x".repeat(DocumentReader.MAX_TEXT_BYTES));
    Path greater = write("greater", "x".repeat(DocumentReader.MAX_TEXT_BYTES + 1));

    read(IngestFormat.TEXT, "", great.toString(), greater.toString());

    assertThat(documents).extracting(Document::id).containsExactly("great");
    assertThat(rejections)
        .containsExactly(
            new Rejection(
                greater.toString(),
                0,
                "expected a text of at most 8388608 bytes, found a longer one"));
  }

  @Test
  void rejectsOnlyTheLineThatTheLogWouldRefuse() throws IOException {
    String text = "x".repeat(DocumentReader.MAX_TEXT_BYTES);
    // Beside text and attribute: id 3, format 2, event time 1, attributes 1, name 2, length 3.
    int most = LogTopic.MAX_RECORD_BYTES - DocumentReader.MAX_TEXT_BYTES - 12;
    String line = "{\"id\":\"a\",\"eventTime\":1,\"text\":\"%s\",\"attributes\":{\"k\":\"%s\"}}\n";

    readFrom(
        line.formatted(text, "y".repeat(most))
            + line.formatted(text, "y".repeat(most + 1))
            + "{\"id\":\"b\",\"eventTime\":1,\"text\":\"\"}\n",
        IngestFormat.JSONL);

    assertThat(documents).extracting(Document::id).containsExactly("p/a", "p/b");
    assertThat(rejections)
        .containsExactly(
            new Rejection(
                "standard input",
                2,
                "expected id, text and attributes of at most 10484736 bytes together, found 10484737"));
  }

  @Test
  void readsJsonFromStandardInput() throws IOException {
    String lines =
        """
        {"id":"a","eventTime":"1969-12-31T23:00:00-01:00","text":"né","attributes":{"n":3,"s":"x","b":true}}
        {"id":"a","eventTime":-7,"text":"\\ud83d\\ude00"}
        """;

    readFrom(lines, IngestFormat.JSONL);

    assertThat(documents)
        .containsExactly(
            new Document("p/a", 0, Map.of("n", "3", "s", "x", "b", "true"), "né"),
            new Document("p/a", -7, Map.of(), "😀"));
    assertThat(rejections).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithEveryLineOfJson() throws IOException {
    String lines =
        """
        {"id":"a"
        []
        {"id":7,"eventTime":1,"text":"x"}
        {"id":"a","eventTime":"2026-11-23","text":"x"}
        {"id":"a","eventTime":1.5,"text":"x"}
        {"id":"a","eventTime":1}
        {"id":"a","eventTime":1,"text":"x","lang":"en"}
        {"id":"a","eventTime":1,"text":"x","attributes":{"k":null}}
        {"id":"a\\u0007","eventTime":1,"text":"x"}
        {"id":"a","id":"b","eventTime":1,"text":"x"}
        {"id":"\\ud83d","eventTime":1,"text":"x"}
        {"id":"a","eventTime":1,"text":"x\\ud83d\\ude00\\ude00"}
        {"id":"a","eventTime":1,"text":"x\\ud83d"}
        {"id":"a","eventTime":1,"text":"x","attributes":{"\\ud83dk":"v"}}
        {"id":"a","eventTime":1,"text":"x","attributes":{"k":"\\ud83dv"}}
        """;

    readFrom(lines, IngestFormat.JSONL);

    assertThat(documents).isEmpty();
    assertThat(rejections).extracting(Rejection::file).containsOnly("standard input");
    assertThat(rejections)
        .extracting(Rejection::line)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L);
    String time =
        "expected epoch milliseconds or ISO-8601 with an offset, such as 1970-01-01T00:00:00Z, as \"eventTime\", found ";
    assertThat(rejections.subList(1, 9))
        .extracting(Rejection::reason)
        .containsExactly(
            "expected a JSON object, found array",
            "expected a string as \"id\", found 7",
            time + "\"2026-11-23\"",
            time + "1.5",
            "expected a string as \"text\", found none",
            "expected the fields id, eventTime, text and attributes, found \"lang\"; put it into attributes",
            "expected a string, number or boolean as attribute \"k\", found null",
            "document id \"p/a?\": expected no control characters, found U+0007 at index 3");
    assertThat(rejections.get(0).reason()).startsWith("expected JSON: Unexpected end-of-input");
    assertThat(rejections.get(9).reason()).isEqualTo("expected JSON: Duplicate field 'id'");
    assertThat(rejections.subList(10, 15))
        .extracting(Rejection::reason)
        .containsExactly(
            "document id: expected valid UTF-16, found a lone surrogate at index 2",
            "expected valid UTF-16 as \"text\", found a lone surrogate, U+DE00, at index 3",
            "expected valid UTF-16 as \"text\", found a lone surrogate, U+D83D, at index 1",
            "expected valid UTF-16 as an attribute's name, found a lone surrogate, U+D83D, at index 0",
            "expected valid UTF-16 as attribute \"k\", found a lone surrogate, U+D83D, at index 0");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return Files.setLastModifiedTime(file, FileTime.fromMillis(5_000));
  }

  private void readFrom(String standardInput, IngestFormat format) throws IOException {
    InputStream in = new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8));
    read(new DocumentReader(format, "p/", Optional.empty()), files(in).find(List.of("-")));
  }

  private InputFiles files(InputStream standardInput) {
    List<Path> own = List.of(folder.resolve("tideline-data"), folder.resolve("rejected.jsonl"));
    return new InputFiles(standardInput, NOW, own, notices::add);
  }

  private void read(IngestFormat format, String idPrefix, String... paths) throws IOException {
    List<InputFile> files = files(InputStream.nullInputStream()).find(List.of(paths));
    InputFiles.requireDifferentNames(files);
    read(new DocumentReader(format, idPrefix, Optional.empty()), files);
  }

  private void read(DocumentReader reader, List<InputFile> files) throws IOException {
    for (InputFile file : files) {
      reader.read(
          file,
          new DocumentReader.Receiver() {
            @Override
            public void document(Document document) {
              documents.add(document);
            }

            @Override
            public void rejected(Rejection rejection) {
              rejections.add(rejection);
            }
          });
    }
  }
}
