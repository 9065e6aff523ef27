package org.tideline.cli.platform;

/** What a data folder's platform does. */
public enum PlatformState {
  /** No process has it. */
  DOWN,
  /** A process starts or stops it. */
  CHANGING,
  /** Clients can connect. */
  UP
}
