/** Epochs, generations and which of them serves: the metadata that every program agrees on. */
package org.tideline.schema.generation;
