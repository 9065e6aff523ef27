/**
 * The batch layer's programs: all steps in one process ({@link org.tideline.batch.BatchRun}), or
 * each as a Hadoop tool; the folders they work in are described by {@code MasterDataset} and {@code
 * GenerationFiles}.
 */
package org.tideline.batch;
