package org.tideline.batch.certify;

import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.BytesRef;
import org.tideline.schema.view.ViewRow;
import org.tideline.views.certify.KeyRanges;
import org.tideline.views.certify.Side;
import org.tideline.views.document.DocumentVersion;
import org.tideline.views.view.EncodedView;
import org.tideline.views.view.Views;

/**
 * What documents come to in the views of users, in the ranges that are due: the part of one task,
 * or of all of them put together. It holds every key of these ranges in memory, and is needed only
 * where something is wrong in them.
 */
final class ViewRecount {
  /** What a line of it begins with. */
  private static final String MARK = "view";

  private static final String SEPARATOR = "\t";

  /** Takes what all parts come to. */
  @FunctionalInterface
  interface Receiver {
    void accept(Side side, BytesRef row, long[] values);
  }

  private record Place(Side side, BytesRef row) {}

  private final Views views;
  private final KeyRanges ranges;
  private final BitSet due;
  private final Map<Place, BytesRef> sums = new HashMap<>();

  ViewRecount(Views views, KeyRanges ranges, BitSet due) {
    this.views = views;
    this.ranges = ranges;
    this.due = due;
  }

  void count(DocumentVersion version, Side side) {
    for (EncodedView view : views) {
      view.pairs(version)
          .forEach(
              (key, value) -> {
                byte[] row = ViewRow.row(view.name(), key);
                if (due.get(ranges.indexOf(row))) {
                  add(view, new Place(side, new BytesRef(row)), value);
                }
              });
    }
  }

  private void add(EncodedView view, Place place, BytesRef value) {
    sums.merge(place, value, view::plus);
  }

  /** All of it, to be written into a file. */
  List<String> lines() {
    Base64.Encoder text = Base64.getEncoder();
    List<String> lines = new ArrayList<>();
    sums.forEach(
        (place, value) ->
            lines.add(
                String.join(
                    SEPARATOR,
                    MARK,
                    place.side().name(),
                    text.encodeToString(BytesRef.deepCopyOf(place.row()).bytes),
                    text.encodeToString(BytesRef.deepCopyOf(value).bytes))));
    return lines;
  }

  /** Whether a line is one of these. */
  static boolean isOne(String line) {
    return line.split(SEPARATOR, -1).length == 4;
  }

  /** Adds what {@link #lines} has written. */
  void add(String line) {
    String[] fields = line.split(SEPARATOR, -1);
    Base64.Decoder text = Base64.getDecoder();
    BytesRef row = new BytesRef(text.decode(fields[2]));
    views
        .named(ViewRow.view(row))
        .ifPresent(
            view ->
                add(
                    view,
                    new Place(Side.valueOf(fields[1]), row),
                    new BytesRef(text.decode(fields[3]))));
  }

  void forEach(Receiver receiver) {
    sums.forEach(
        (place, value) -> {
          EncodedView view = views.named(ViewRow.view(place.row())).orElseThrow();
          receiver.accept(place.side(), place.row(), StoredViews.values(view, value));
        });
  }
}
