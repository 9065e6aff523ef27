package org.tideline.schema.generation;

import java.util.Set;

/**
 * Why the serving row was changed; kept for ever in the same row.
 *
 * @param revision of the row after it
 * @param at when, in epoch milliseconds; for people only
 * @param what publish, rollback, expire or drop
 * @param generation that it is about
 * @param why what the person said who overrode a check; empty where nobody did
 */
public record ServingChange(long revision, long at, String what, int generation, String why) {
  private static final Set<String> LETTING_SERVE = Set.of("publish", "rollback");

  /** Whether readers have read that generation from this change on. */
  public boolean letServe(int other) {
    return generation == other && LETTING_SERVE.contains(what);
  }
}
