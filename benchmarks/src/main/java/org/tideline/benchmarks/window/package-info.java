/** What windows of event time cost. */
package org.tideline.benchmarks.window;
