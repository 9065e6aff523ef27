/** The words of a generation by their counts. */
package org.tideline.schema.ranking;
