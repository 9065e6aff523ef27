package org.tideline.views.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;

/** What Lucene itself finds in the same documents. */
public final class LuceneIndex implements AutoCloseable {
  private final Analyzer analyzer;
  private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  /** The index of texts by id, in which ties come in the order of the ids. */
  public LuceneIndex(SortedMap<String, String> texts, Analyzer analyzer, Similarity similarity) {
    this.analyzer = analyzer;
    try {
      IndexWriterConfig config = new IndexWriterConfig(analyzer).setSimilarity(similarity);
      try (IndexWriter writer = new IndexWriter(directory, config)) {
        for (var text : texts.entrySet()) {
          Document document = new Document();
          document.add(new StringField("id", text.getKey(), Field.Store.YES));
          document.add(new TextField("text", text.getValue(), Field.Store.NO));
          writer.addDocument(document);
        }
      }
      reader = DirectoryReader.open(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    searcher = new IndexSearcher(reader);
    searcher.setSimilarity(similarity);
  }

  /** A similarity over exact lengths. */
  public static Similarity exactLengths(float k1, float b) {
    return new ExactLengthBm25(k1, b);
  }

  /** All that a query in Lucene's syntax finds, the best first. */
  public List<RankedDocument> search(String text) {
    try {
      Query query = new QueryParser("text", analyzer).parse(text);
      List<RankedDocument> found = new ArrayList<>();
      for (ScoreDoc hit : searcher.search(query, Math.max(1, reader.maxDoc())).scoreDocs) {
        String id = searcher.storedFields().document(hit.doc).get("id");
        found.add(new RankedDocument(id, hit.score));
      }
      return found;
    } catch (IOException | ParseException e) {
      throw new IllegalStateException(text, e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
      directory.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
