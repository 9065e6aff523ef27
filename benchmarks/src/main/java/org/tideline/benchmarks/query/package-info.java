/** A merged count against one Get of its batch row. */
package org.tideline.benchmarks.query;
