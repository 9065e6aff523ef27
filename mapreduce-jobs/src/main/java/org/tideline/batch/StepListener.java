package org.tideline.batch;

import org.tideline.schema.generation.StepRecord;

/** Is told how a run of the batch layer goes on. What it throws ends the run. */
public interface StepListener {
  /** A step begins. */
  default void started(String step) {}

  /**
   * A step is done, now or by an earlier run.
   *
   * @param record its name, how long it took, and what it counted
   */
  default void finished(StepRecord record) {}

  /** Something a person should know. */
  default void notice(String notice) {}
}
