package org.tideline.benchmarks.index;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * An index by Lucene: one thread, one field with positions, nothing stored.
 *
 * @param postings pairs of a term and a document; a term that is in several segments adds up
 * @param occurrences terms of all documents, each as often as it stands
 * @param bytes of all files
 */
record LuceneIndex(long postings, long occurrences, long bytes) {
  private static final String FIELD = "text";

  /** As much as both mappers of Tideline have together. */
  private static final double BUFFER_MB = 128;

  /** Writes the lines of the files in {@code texts}, each a document, into {@code folder}. */
  static void write(Path texts, Path folder) throws IOException {
    try (Directory directory = FSDirectory.open(folder);
        IndexWriter writer =
            new IndexWriter(
                directory,
                new IndexWriterConfig(new StandardAnalyzer()).setRAMBufferSizeMB(BUFFER_MB));
        Stream<Path> files = Files.list(texts)) {
      TextField field = new TextField(FIELD, "", Field.Store.NO);
      Document document = new Document();
      document.add(field);
      List<Path> sorted = files.sorted().toList();
      for (Path file : sorted) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
          String text;
          while ((text = lines.readLine()) != null) {
            field.setStringValue(text);
            writer.addDocument(document);
          }
        }
      }
    }
  }

  /** What was written into {@code folder}. */
  static LuceneIndex read(Path folder) throws IOException {
    long postings = 0;
    long occurrences = 0;
    long bytes = 0;
    try (Directory directory = FSDirectory.open(folder);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      for (LeafReaderContext segment : reader.leaves()) {
        Terms terms = Terms.getTerms(segment.reader(), FIELD);
        postings += terms.getSumDocFreq();
        occurrences += terms.getSumTotalTermFreq();
      }
      for (String file : directory.listAll()) {
        bytes += directory.fileLength(file);
      }
    }
    return new LuceneIndex(postings, occurrences, bytes);
  }
}
