/** The batch layer's word count against Hadoop's own example and against a loop. */
package org.tideline.benchmarks.words;
