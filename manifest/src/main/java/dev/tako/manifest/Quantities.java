package dev.tako.manifest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Amounts of processor, memory and disk as Kubernetes writes them: `0.5`, `500m`, `512Mi`, `2G`.
final class Quantities {

  private static final Pattern CPU = Pattern.compile("(\\d{1,5}(?:\\.\\d{1,3})?)|(\\d{1,8})m");
  private static final Pattern BYTES =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,3})?)(Ki|Mi|Gi|Ti|k|M|G|T)?");

  private Quantities() {}

  /// Thousandths of a processor.
  ///
  /// @throws IllegalArgumentException saying what was expected and found
  static int cpuMillis(String text) {
    Matcher m = CPU.matcher(text);
    int millis = 0;
    if (m.matches()) {
      millis =
          m.group(1) == null
              ? Integer.parseInt(m.group(2))
              : new BigDecimal(m.group(1)).movePointRight(3).intValueExact();
    }
    if (millis == 0) {
      throw new IllegalArgumentException(
          "expected processors such as 0.5, 2 or 500m, found '" + text + "'");
    }
    return millis;
  }

  /// @throws IllegalArgumentException saying what was expected and found
  static long bytes(String text) {
    Matcher m = BYTES.matcher(text);
    long bytes = 0;
    if (m.matches()) {
      BigDecimal amount = new BigDecimal(m.group(1)).multiply(unit(m.group(2)));
      bytes = amount.setScale(0, RoundingMode.DOWN).longValue();
    }
    if (bytes == 0 || bytes > 1L << 53) {
      throw new IllegalArgumentException(
          "expected an amount of bytes such as 512Mi or 2G, found '" + text + "'");
    }
    return bytes;
  }

  private static BigDecimal unit(@Nullable String unit) {
    return BigDecimal.valueOf(
        switch (unit == null ? "" : unit) {
          case "Ki" -> 1L << 10;
          case "Mi" -> 1L << 20;
          case "Gi" -> 1L << 30;
          case "Ti" -> 1L << 40;
          case "k" -> 1_000L;
          case "M" -> 1_000_000L;
          case "G" -> 1_000_000_000L;
          case "T" -> 1_000_000_000_000L;
          default -> 1L;
        });
  }
}
