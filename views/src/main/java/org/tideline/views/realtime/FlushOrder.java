package org.tideline.views.realtime;

import java.util.concurrent.CompletableFuture;

/**
 * When the progress of flushes is written, each after what it claims. Their contents are written
 * side by side, in the order in which {@link RealtimePartition#nextFlush} gave them.
 *
 * <ul>
 *   <li>The frontier of a live flush follows its content: all before it was readable when it began.
 *   <li>Frontier, settled position and checkpoint of a settled flush follow its content and the
 *       progress of every flush that began before it, of either tier.
 * </ul>
 *
 * Not safe for use by several threads; what it begins may be completed by any.
 */
public final class FlushOrder {
  /** Begins to write. */
  public interface Writer {
    /** Complete when terms, versions and outcomes are acknowledged. */
    CompletableFuture<Void> content(Flush flush);

    /** Complete when frontier, settled position and checkpoint, if any, are acknowledged. */
    CompletableFuture<Void> progress(Flush flush);
  }

  private final Writer writer;
  private CompletableFuture<Void> live = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> settled = CompletableFuture.completedFuture(null);

  /** Nothing is under way. */
  public FlushOrder(Writer writer) {
    this.writer = writer;
  }

  /** Begins to write {@code flush}; complete when its progress is acknowledged. */
  public CompletableFuture<Void> begin(Flush flush) {
    CompletableFuture<Void> content = writer.content(flush);
    return switch (flush.tier()) {
      case LIVE -> {
        live = content.thenCompose(done -> writer.progress(flush));
        yield live;
      }
      case SETTLED -> {
        settled =
            CompletableFuture.allOf(settled, live, content)
                .thenCompose(done -> writer.progress(flush));
        yield settled;
      }
    };
  }
}
