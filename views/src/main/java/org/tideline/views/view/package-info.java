/** Views that users write, and what they are to everybody else: pairs of bytes in a group. */
package org.tideline.views.view;
