/** What can be said of the workflow without a cluster. */
package org.tideline.oozie;
