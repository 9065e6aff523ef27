package org.tideline.views.analysis;

import java.util.zip.CRC32;

/**
 * What this Java runtime knows of characters. It decides where {@code letter} and {@code
 * whitespace} end a term and what lower case is, and grows with every release of Unicode.
 */
final class CharacterTables {
  /** CRC-32 over class and lower case of every code point; equal on runtimes that agree. */
  static final long CHECKSUM = checksum();

  private CharacterTables() {}

  private static long checksum() {
    byte[] row = new byte[4 * 0x1000];
    CRC32 crc = new CRC32();
    for (int first = 0; first <= Character.MAX_CODE_POINT; first += 0x1000) {
      for (int i = 0; i < 0x1000; i++) {
        int c = first + i;
        int lowerCase = Character.toLowerCase(c);
        row[4 * i] = (byte) ((Character.isLetter(c) ? 1 : 0) | (Character.isWhitespace(c) ? 2 : 0));
        row[4 * i + 1] = (byte) (lowerCase >> 16);
        row[4 * i + 2] = (byte) (lowerCase >> 8);
        row[4 * i + 3] = (byte) lowerCase;
      }
      crc.update(row, 0, row.length);
    }
    return crc.getValue();
  }
}
