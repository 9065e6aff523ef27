/** What the tests with engines of several modules run on. */
package org.tideline.schema.local;
