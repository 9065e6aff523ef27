/** Counts, the most frequent words and searches over a generation and an hour of realtime views. */
package org.tideline.benchmarks.query;
