/** The speed layer against the topology that is written first, and against a loop. */
package org.tideline.benchmarks.stream;
