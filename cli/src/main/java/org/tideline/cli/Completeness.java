package org.tideline.cli;

import org.tideline.query.QueryException;
import org.tideline.query.Reading;
import picocli.CommandLine.Option;

/** What a reading command does with an answer that may be short. */
final class Completeness {
  @Option(
      names = "--require-complete",
      description = "Fail where the answer may be short, in place of saying so.")
  private boolean required;

  /** Makes sure that an answer is whole, where that is asked for. */
  void check(Reading reading) throws QueryException {
    if (required) {
      reading.requireComplete();
    }
  }
}
