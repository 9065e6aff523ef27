package org.tideline.examples.billing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;
import org.tideline.views.view.Codec;

/** What one bill is of; shown as {@code acme/2026-11}. */
public record AccountMonth(String account, YearMonth month) {
  /**
   * Bills of one account stand together, in the order of months.
   *
   * <pre>
   *   account, UTF-8 | 00 | months since the year 0(4, big-endian, sign bit flipped)
   * </pre>
   *
   * Example: {@code a} in November 2026 is {@code 61 00 80 00 5f 02}.
   */
  static final Codec<AccountMonth> CODEC =
      Codec.of(
          AccountMonth::encode, AccountMonth::decode, AccountMonth::toString, AccountMonth::parse);

  private static final int MONTHS = 12;
  private static final int AFTER_ACCOUNT = 1 + Integer.BYTES;

  public AccountMonth {
    if (account.isEmpty() || account.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "account: expected at least 1 character and no U+0000, found \"%s\"".formatted(account));
    }
  }

  private byte[] encode() {
    byte[] utf8 = account.getBytes(StandardCharsets.UTF_8);
    int months =
        Math.addExact(Math.multiplyExact(month.getYear(), MONTHS), month.getMonthValue() - 1);
    return ByteBuffer.allocate(utf8.length + AFTER_ACCOUNT)
        .put(utf8)
        .put((byte) 0)
        .putInt(months ^ Integer.MIN_VALUE)
        .array();
  }

  private static AccountMonth decode(byte[] bytes) {
    int length = bytes.length - AFTER_ACCOUNT;
    if (length < 1) {
      throw new IllegalArgumentException(
          "bill: expected more than %d bytes, found %d".formatted(AFTER_ACCOUNT, bytes.length));
    }
    int months = ByteBuffer.wrap(bytes, length + 1, Integer.BYTES).getInt() ^ Integer.MIN_VALUE;
    return new AccountMonth(
        new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8),
        YearMonth.of(Math.floorDiv(months, MONTHS), Math.floorMod(months, MONTHS) + 1));
  }

  private static AccountMonth parse(String text) {
    int slash = text.lastIndexOf('/');
    try {
      return new AccountMonth(
          text.substring(0, Math.max(0, slash)), YearMonth.parse(text.substring(slash + 1)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "bill \"%s\": expected account and month, such as acme/2026-11".formatted(text), e);
    }
  }

  @Override
  public String toString() {
    return "%s/%s".formatted(account, month);
  }
}
