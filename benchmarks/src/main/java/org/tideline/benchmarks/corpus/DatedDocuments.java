package org.tideline.benchmarks.corpus;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToLongFunction;
import org.tideline.views.document.Document;

/** Texts given again and again, each under an id of its own and at an event time that is told. */
public final class DatedDocuments extends AbstractList<Document> {
  private final String name;
  private final List<Document> texts;
  private final int size;
  private final IntToLongFunction eventTime;

  /**
   * So many of them.
   *
   * @param name begins all ids
   * @param eventTime in epoch milliseconds, by the number of the document
   */
  public DatedDocuments(String name, List<Document> texts, int size, IntToLongFunction eventTime) {
    this.name = name;
    this.texts = texts;
    this.size = size;
    this.eventTime = eventTime;
  }

  @Override
  public Document get(int index) {
    Objects.checkIndex(index, size);
    Document text = texts.get(index % texts.size());
    return new Document(
        "%s/%07d".formatted(name, index),
        eventTime.applyAsLong(index),
        text.attributes(),
        text.text());
  }

  @Override
  public int size() {
    return size;
  }
}
