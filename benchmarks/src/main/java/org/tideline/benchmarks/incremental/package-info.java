/** A run of the batch layer that builds on its base against one that recomputes all. */
package org.tideline.benchmarks.incremental;
