/** The speed layer as a Storm topology: from the log to the realtime tables. */
package org.tideline.speed;
