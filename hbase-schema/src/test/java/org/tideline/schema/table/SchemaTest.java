package org.tideline.schema.table;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.TableDescriptor;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.junit.jupiter.api.Test;
import org.tideline.schema.format.CorruptDataException;

class SchemaTest {
  private static TableDescriptorBuilder words() {
    return TableDescriptorBuilder.newBuilder(TableName.valueOf("tideline", "words_g3"));
  }

  @Test
  void takesWordsOfItsOwnFormat() {
    assertThatCode(
            () ->
                Schema.requireFormat(
                    BatchTable.WORDS, words().setValue("tideline.format", "words/2").build()))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesWordsOfAnotherFormat() {
    assertRefused(
        words().setValue("tideline.format", "words/9").build(),
        "table tideline:words_g3: expected tideline.format \"words/2\", found \"words/9\"; written by a newer release?");
    assertRefused(
        words().build(),
        "table tideline:words_g3: expected tideline.format \"words/2\", found none; written by a newer release?");
  }

  private static void assertRefused(TableDescriptor table, String message) {
    assertThatExceptionOfType(CorruptDataException.class)
        .isThrownBy(() -> Schema.requireFormat(BatchTable.WORDS, table))
        .withMessage(message);
  }
}
