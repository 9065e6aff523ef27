/** How the answers of the two layers become one. */
package org.tideline.views.merge;
