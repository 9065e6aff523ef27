package org.tideline.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the distribution was built as. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"tideline " + number()};
  }

  static String number() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("(from classes)");
  }
}
