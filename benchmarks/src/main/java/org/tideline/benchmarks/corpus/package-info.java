/** What all benchmarks count: real speeches, repeated. */
package org.tideline.benchmarks.corpus;
