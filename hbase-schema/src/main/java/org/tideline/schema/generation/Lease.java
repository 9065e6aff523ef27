package org.tideline.schema.generation;

/**
 * Who works on a step of a generation. Whoever holds it lets it beat; whoever finds that it did not
 * beat for long enough, by a clock of its own, takes it over.
 *
 * @param holder a name that no other program has; empty where nobody works
 * @param beat rises by one with every change
 */
public record Lease(String holder, long beat) {
  /** Nobody works, and nobody ever did. */
  public static final Lease FREE = new Lease("", 0);

  /** Whether anybody holds it. */
  public boolean taken() {
    return !holder.isEmpty();
  }

  /** The same, held by {@code next} from now on. */
  public Lease heldBy(String next) {
    return new Lease(next, beat + 1);
  }
}
