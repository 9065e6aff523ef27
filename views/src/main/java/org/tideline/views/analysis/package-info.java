/** How a text becomes terms: the same in both layers and in queries. */
package org.tideline.views.analysis;
