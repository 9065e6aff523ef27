package org.tideline.batch.publish;

import java.util.Optional;
import org.tideline.schema.generation.Certificate;
import org.tideline.schema.generation.Manifest;

/**
 * How a generation stands.
 *
 * @param certificate empty where it was never certified
 */
public record GenerationState(
    Manifest manifest, Standing standing, Optional<Certificate> certificate) {
  /** What becomes of it. */
  public enum Standing {
    /** Readers read it. */
    SERVING,
    /** It may be rolled back to. */
    KEPT,
    /** It is not published; it was begun on the generation that serves, and may be finished. */
    WAITING,
    /** Its tables are gone, or are about to go. */
    GONE
  }
}
