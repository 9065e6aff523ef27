/** Which terms occur most often over both layers, without looking at all of them. */
package org.tideline.views.ranking;
