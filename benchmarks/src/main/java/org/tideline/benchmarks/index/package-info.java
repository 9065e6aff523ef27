/** The batch layer's inverted index against Lucene's own writer. */
package org.tideline.benchmarks.index;
