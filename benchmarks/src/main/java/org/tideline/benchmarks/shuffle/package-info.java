/** What MapReduce moves between mappers and reducers, before and after it was tuned. */
package org.tideline.benchmarks.shuffle;
