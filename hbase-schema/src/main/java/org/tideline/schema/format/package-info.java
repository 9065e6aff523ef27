/** What all stored formats share: their version byte, and the error for bytes that do not fit. */
package org.tideline.schema.format;
