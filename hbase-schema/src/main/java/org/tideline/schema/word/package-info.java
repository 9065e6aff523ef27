/** The cells of word counts, batch and realtime. */
package org.tideline.schema.word;
