/**
 * The step {@code ranking}: the words of a generation sorted by their counts, over all reducers.
 */
package org.tideline.batch.ranking;
