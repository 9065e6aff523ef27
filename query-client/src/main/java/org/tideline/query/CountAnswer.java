package org.tideline.query;

import org.tideline.views.merge.MergedCount;

/**
 * How often a word occurs.
 *
 * @param word as it was asked for
 * @param term what the epoch's analyzer makes of it
 */
public record CountAnswer(String word, String term, MergedCount count, Reading reading) {}
