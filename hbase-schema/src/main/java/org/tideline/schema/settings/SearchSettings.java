package org.tideline.schema.settings;

/**
 * How documents are searched.
 *
 * @param k1 of BM25: how much more a term counts that stands in a document more often
 * @param b of BM25: how much less a term counts in a long document
 * @param prefixTerms how many words a prefix may stand for
 * @param postingsCache bytes of postings that are kept after they were read, half for each layer
 * @param documentsCache bytes of documents that are kept after they were shown
 */
public record SearchSettings(
    float k1, float b, int prefixTerms, long postingsCache, long documentsCache) {
  public SearchSettings {
    Settings.QUERY_BM25_K1.checked(k1);
    Settings.QUERY_BM25_B.checked(b);
    Settings.QUERY_PREFIX_TERMS.checked(prefixTerms);
    Settings.QUERY_POSTINGS_CACHE.checked(postingsCache);
    Settings.QUERY_DOCUMENTS_CACHE.checked(documentsCache);
  }

  /**
   * Reads them.
   *
   * @throws SettingException if one is missing or not legal
   */
  public static SearchSettings from(TidelineConfiguration configuration) {
    return new SearchSettings(
        configuration.value(Settings.QUERY_BM25_K1),
        configuration.value(Settings.QUERY_BM25_B),
        configuration.value(Settings.QUERY_PREFIX_TERMS),
        configuration.value(Settings.QUERY_POSTINGS_CACHE),
        configuration.value(Settings.QUERY_DOCUMENTS_CACHE));
  }
}
