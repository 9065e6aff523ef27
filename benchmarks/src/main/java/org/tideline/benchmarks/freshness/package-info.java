/** How long after its acknowledgement a document is in the answers. */
package org.tideline.benchmarks.freshness;
