/** Side-by-side runs of Tideline and of what a user would write or take instead. */
package org.tideline.benchmarks;
