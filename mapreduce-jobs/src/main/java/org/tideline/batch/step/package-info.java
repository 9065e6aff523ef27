/**
 * What all steps of the batch layer stand on: the open layer, its folders, and how a job is run.
 */
package org.tideline.batch.step;
