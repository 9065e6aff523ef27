package org.tideline.query;

import java.util.Optional;
import org.tideline.views.document.DocumentVersion;

/**
 * The version of a document that is current.
 *
 * @param version empty if there never was one; without content if the newest one is a delete
 */
public record DocumentAnswer(String id, Optional<DocumentVersion> version, Reading reading) {}
