/** What the log says about documents, and which version of a document is current. */
package org.tideline.views.document;
