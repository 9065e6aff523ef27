package org.tideline.cli.ingest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code rejected.jsonl}: one object {@code {"file","line","reason"}} for every record that could
 * not be read. Lines are added to what is there; no file is made where nothing is rejected.
 */
final class RejectedFile implements AutoCloseable {
  private final JsonMapper mapper = new JsonMapper();
  private final Path path;
  private Optional<BufferedWriter> writer = Optional.empty();
  private long count;

  RejectedFile(Path path) {
    this.path = path;
  }

  void add(Rejection rejection) throws IOException {
    if (writer.isEmpty()) {
      writer =
          Optional.of(
              Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", rejection.file());
    fields.put("line", rejection.line());
    fields.put("reason", rejection.reason());
    writer.get().write(mapper.writeValueAsString(fields));
    writer.get().newLine();
    count++;
  }

  long count() {
    return count;
  }

  @Override
  public void close() throws IOException {
    if (writer.isPresent()) {
      writer.get().close();
    }
  }
}
