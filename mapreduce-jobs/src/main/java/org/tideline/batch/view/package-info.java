/**
 * What the steps share that make the files of a batch table from the current documents: their
 * input, the regions of the table, and the job itself.
 */
package org.tideline.batch.view;
