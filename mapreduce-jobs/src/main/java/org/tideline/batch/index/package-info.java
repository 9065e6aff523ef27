/**
 * The inverted index: mappers turn documents round and write blocks of postings, reducers merge
 * them into the blocks that are stored.
 */
package org.tideline.batch.index;
