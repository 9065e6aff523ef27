/** The inverted index as a view: where each term stands in each document. */
package org.tideline.views.posting;
