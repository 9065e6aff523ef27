/** What every view must come to, computed in the most obvious way, and random changes to try. */
package org.tideline.views.reference;
