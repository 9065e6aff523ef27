/** Finding documents by their terms, and ranking them, over the merged postings of both layers. */
package org.tideline.views.search;
