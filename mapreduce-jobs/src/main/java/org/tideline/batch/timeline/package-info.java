/**
 * The step {@code timeline}: the documents of a generation sorted by their event times, over all
 * reducers.
 */
package org.tideline.batch.timeline;
