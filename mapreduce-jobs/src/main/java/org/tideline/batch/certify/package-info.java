/**
 * Whether a generation is what the base and the realtime views make of it: as stored, and proven.
 */
package org.tideline.batch.certify;
