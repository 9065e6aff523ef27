/**
 * What every Tideline counts, written as anybody would write a view of his own. The layers keep
 * these in forms of their own, for speed; what they mean is here, and certificates recount by it.
 */
package org.tideline.views.plain;
