package org.tideline.batch.step;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.tideline.schema.generation.Manifest;
import org.tideline.schema.generation.Serving;

/**
 * What runs left that were broken off. A generation that was begun may still be finished, as long
 * as its base serves; after that nobody can publish or read it, and it only takes space.
 */
public final class AbandonedGenerations {
  private final BatchLayer layer;
  private final Consumer<String> notices;

  /**
   * Those of {@code layer}.
   *
   * @param notices takes what is deleted
   */
  public AbandonedGenerations(BatchLayer layer, Consumer<String> notices) {
    this.layer = layer;
    this.notices = notices;
  }

  /**
   * Deletes the tables and the files of those that can no longer be published. Whom a reader may
   * still read, since it has served, goes at expiry, which waits for it.
   */
  public void sweep() throws IOException {
    // In this order: what is begun and published after the first look is not among what may go.
    List<Manifest> begun = layer.store().manifests();
    Serving serving = layer.serving();
    for (Manifest manifest : begun) {
      if (manifest.base() != serving.generation()
          && !serving.kept().contains(manifest.generation())
          && !layer.store().served(manifest.generation())) {
        sweep(manifest);
      }
    }
  }

  private void sweep(Manifest manifest) throws IOException {
    if (GenerationTables.delete(layer, manifest.generation())) {
      notices.accept(
          "generation %d was broken off and its base %d no longer serves; what was built of it is deleted"
              .formatted(manifest.generation(), manifest.base()));
    }
  }
}
