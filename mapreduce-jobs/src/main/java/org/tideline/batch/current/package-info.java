/** Which version of every document is current at a cut, and where in the archive it stands. */
package org.tideline.batch.current;
