package org.tideline.benchmarks.query;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.tideline.views.document.Document;
import org.tideline.views.document.DocumentId;

/**
 * Lucene in this process: all documents in one segment, mapped into memory, in the order of their
 * ids, so that documents of equal scores come in that order.
 */
final class LucenePeer implements AutoCloseable {
  private static final String ID = "id";
  private static final String TEXT = "text";

  private final StandardAnalyzer analyzer = new StandardAnalyzer();
  private final Directory directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  private LucenePeer(Directory directory, Similarity similarity) throws IOException {
    this.directory = directory;
    this.reader = DirectoryReader.open(directory);
    this.searcher = new IndexSearcher(reader);
    searcher.setSimilarity(similarity);
  }

  /** Writes {@code documents} into {@code folder} and opens what was written. */
  static LucenePeer of(List<Document> documents, Path folder, Similarity similarity)
      throws IOException {
    Directory directory = FSDirectory.open(folder);
    List<Document> sorted = new ArrayList<>(documents);
    sorted.sort(Comparator.comparing(Document::id, DocumentId.ORDER));
    IndexWriterConfig config =
        new IndexWriterConfig(new StandardAnalyzer())
            .setSimilarity(similarity)
            .setMergePolicy(new LogDocMergePolicy());
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (Document document : sorted) {
        var added = new org.apache.lucene.document.Document();
        added.add(new StringField(ID, document.id(), Field.Store.YES));
        added.add(new TextField(TEXT, document.text(), Field.Store.NO));
        writer.addDocument(added);
      }
      writer.forceMerge(1);
    }
    return new LucenePeer(directory, similarity);
  }

  /** The ids of the best documents. */
  List<String> best(String text, int number) throws IOException {
    List<String> ids = new ArrayList<>();
    for (ScoreDoc hit : searcher.search(parsed(text), number).scoreDocs) {
      ids.add(searcher.storedFields().document(hit.doc).get(ID));
    }
    return ids;
  }

  /** How many documents match. */
  int count(String text) throws IOException {
    return searcher.count(parsed(text));
  }

  private Query parsed(String text) {
    try {
      return new QueryParser(TEXT, analyzer).parse(text);
    } catch (ParseException e) {
      throw new IllegalArgumentException("query " + text, e);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
    analyzer.close();
  }
}
