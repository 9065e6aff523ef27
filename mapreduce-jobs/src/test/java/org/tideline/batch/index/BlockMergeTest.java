package org.tideline.batch.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.tideline.schema.posting.PostingColumns;

class BlockMergeTest {
  private final BlockMerge merge = new BlockMerge();
  private final List<String> passed = new ArrayList<>();

  private void pass(PostingColumns block, int index, boolean removed) {
    BytesRef id = new BytesRef();
    block.id(index, id);
    passed.add((removed ? "-" : "") + id.utf8ToString());
  }

  private void add(String... ids) throws Exception {
    add(false, ids);
  }

  private void add(boolean removed, String... ids) throws Exception {
    BytesRef first = new BytesRef(ids[0]);
    merge.add(first.bytes, 0, first.length, removed, block -> fill(block, ids), this::pass);
  }

  private static void fill(PostingColumns block, String... ids) {
    block.clear();
    for (String id : ids) {
      block.add(new BytesRef(id), 1, new int[] {0}, 0, 1);
    }
  }

  @Test
  void passesAllInOrder() throws Exception {
    add("a", "d", "g");
    add("b", "c", "h");
    add("e");
    merge.drain(this::pass);
    assertThat(passed).containsExactly("a", "b", "c", "d", "e", "g", "h");
    assertThat(merge.size()).isZero();
  }

  @Test
  void ofADocumentWhatIsTakenAwayComesFirst() throws Exception {
    add("a", "d", "g");
    add(true, "a", "c", "g");
    add("c");
    merge.drain(this::pass);
    assertThat(passed).containsExactly("-a", "a", "-c", "c", "d", "-g", "g");
  }

  @Test
  void keepsNoMoreBlocksOpenThanOverlap() throws Exception {
    // Two drains of 1,000 blocks each, that overlap from end to end.
    for (int i = 0; i < 1_000; i++) {
      add("a%04d0".formatted(i), "a%04d5".formatted(i));
      assertThat(merge.size()).isLessThanOrEqualTo(2);
      add("a%04d3".formatted(i), "a%04d8".formatted(i));
      assertThat(merge.size()).isLessThanOrEqualTo(2);
    }
    merge.drain(this::pass);
    assertThat(passed).hasSize(4_000).isSorted();
  }
}
