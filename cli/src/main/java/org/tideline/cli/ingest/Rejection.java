package org.tideline.cli.ingest;

/**
 * A record that could not be read.
 *
 * @param file where it stands
 * @param line from 1; 0 where the whole file is meant
 * @param reason what was expected and what was found
 */
record Rejection(String file, long line, String reason) {}
