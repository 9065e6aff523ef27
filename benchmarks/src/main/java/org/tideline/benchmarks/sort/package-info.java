/** The distributed sort of the batch layer over keys that are as skewed as words are. */
package org.tideline.benchmarks.sort;
