/** What is stored of the views of users. */
package org.tideline.schema.view;
