package org.tideline.schema.generation;

import org.tideline.views.time.Cut;

/**
 * What a generation is to be: written before anything of it is built, and all that its steps read.
 *
 * @param generation its number, from 1
 * @param cut all records below it, and no other, are in the generation
 * @param epoch the settings it is built with
 * @param base the generation that served when it was begun
 * @param frozenAt when it was begun, in epoch milliseconds; for people only
 * @param kind from what it is built; {@link RunKind#FULL} where the manifest does not say (version
 *     1)
 */
public record Manifest(int generation, Cut cut, int epoch, int base, long frozenAt, RunKind kind) {
  public Manifest {
    if (generation <= base) {
      throw new IllegalArgumentException(
          "generation %d must come after its base %d".formatted(generation, base));
    }
    if (base == 0 && kind == RunKind.INCREMENTAL) {
      throw new IllegalArgumentException(
          "generation %d must be full, since generation 0 has no files".formatted(generation));
    }
  }
}
