package org.tideline.batch.certify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.tideline.views.certify.Checksum;
import org.tideline.views.certify.RangeSums;
import org.tideline.views.certify.Side;

/** A checksum of one side of one range of a view, as tasks write it into their files. */
record SumLine(String view, Side side, int range, Checksum checksum) {
  private static final String SEPARATOR = "\t";

  static List<SumLine> of(StoredView view, RangeSums sums) {
    List<SumLine> lines = new ArrayList<>();
    for (int range = 0; range < sums.ranges().size(); range++) {
      for (var side : sums.of(range).entrySet()) {
        if (!side.getValue().equals(Checksum.ZERO)) {
          lines.add(new SumLine(view.view().key(), side.getKey(), range, side.getValue()));
        }
      }
    }
    return lines;
  }

  String written() {
    return String.join(
        SEPARATOR,
        view,
        side.name(),
        Integer.toString(range),
        Long.toString(checksum.pairs()),
        Long.toString(checksum.sum()));
  }

  static SumLine read(String line) {
    String[] fields = line.split(SEPARATOR);
    return new SumLine(
        fields[0],
        Side.valueOf(fields[1]),
        Integer.parseInt(fields[2]),
        new Checksum(Long.parseLong(fields[3]), Long.parseLong(fields[4])));
  }

  /** All lines of the files that a job has written into {@code folder}. */
  static List<String> lines(FileSystem files, Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    for (FileStatus file : files.exists(folder) ? files.listStatus(folder) : new FileStatus[0]) {
      if (file.isFile()) {
        try (BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(files.open(file.getPath()), StandardCharsets.UTF_8))) {
          reader.lines().forEach(lines::add);
        }
      }
    }
    return lines;
  }
}
