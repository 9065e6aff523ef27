/** The views of users: what they come to over the current documents, as files that HBase takes. */
package org.tideline.batch.views;
