/** Live blocks: where many terms of a flush stand together until their rows have them. */
package org.tideline.schema.live;
