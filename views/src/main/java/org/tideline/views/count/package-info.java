/** The word count view: for every term, in how many places and in how many documents it stands. */
package org.tideline.views.count;
