/** The inverted index as it is stored: blocks of postings of the batch layer. */
package org.tideline.schema.posting;
