/**
 * The inverted index as it is stored: blocks of the batch layer, pieces and folds of the speed
 * layer.
 */
package org.tideline.schema.posting;
