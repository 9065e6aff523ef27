package org.tideline.query;

import java.util.List;
import org.apache.hadoop.hbase.Cell;

/**
 * What a period has of the postings of a term, still to be decoded.
 *
 * @param rows cells of the term's row
 * @param blocks live blocks that may tell of it
 */
record FoundCells(byte[] term, List<Cell> rows, List<Cell> blocks) {}
