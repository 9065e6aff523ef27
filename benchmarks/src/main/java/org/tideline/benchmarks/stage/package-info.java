/** A platform for one run, and how fast its log is read. */
package org.tideline.benchmarks.stage;
