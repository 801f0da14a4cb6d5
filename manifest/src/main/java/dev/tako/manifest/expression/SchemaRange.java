package dev.tako.manifest.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.semver4j.Semver;
import org.semver4j.range.Range;
import org.semver4j.range.RangeList;
import org.semver4j.range.RangeListFactory;

/// The schema versions a subscriber understands: `1.2.0`, `^1.2.0`, `~1.2.0`, `>=1.0.0 <2.0.0`,
/// `(1.1.0...2.0.0]` or `[1.0.0...)`.
///
/// A pre-release is admitted only where the range names a pre-release of the same version, as npm
/// does.
public final class SchemaRange {

  private static final String VERSION =
      "\\d+(?:\\.\\d+){0,2}(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?";
  private static final Pattern COMPARATOR =
      Pattern.compile("(\\^|~|>=|<=|>|<|=)?\\s*v?(" + VERSION + ")(?:\\s+|$)");
  private static final Pattern INTERVAL =
      Pattern.compile(
          "([\\[(])\\s*(" + VERSION + ")?\\s*\\.\\.\\.\\s*(" + VERSION + ")?\\s*([\\])])");
  private static final int LONGEST = 200;
  private static final Semver ZERO = Version.parse("0.0.0");
  private static final String FIRST_DIGIT = "(?=[0-9])";

  /// Thousands of subscriptions write the same few ranges.
  private static final Map<String, SchemaRange> COMMON = new ConcurrentHashMap<>();

  private static final int MOST_COMMON = 1_000;

  private final String source;
  private final RangeList range;

  private SchemaRange(String source, RangeList range) {
    this.source = source.intern();
    this.range = range;
  }

  /// @throws IllegalArgumentException saying what was expected and found
  public static SchemaRange parse(String text) {
    String source = text.strip();
    SchemaRange known = COMMON.get(source);
    if (known != null) {
      return known;
    }
    SchemaRange parsed = parsed(source);
    if (COMMON.size() < MOST_COMMON) {
      COMMON.put(source, parsed);
    }
    return parsed;
  }

  private static SchemaRange parsed(String source) {
    String comparators = source.length() > LONGEST ? null : comparators(source);
    if (comparators == null) {
      throw new IllegalArgumentException(
          "expected a version range such as 1.2.0, ^1.2.0, ~1.2.0, '>=1.0.0 <2.0.0' or"
              + " '(1.1.0...2.0.0]', found '"
              + (source.length() > LONGEST ? source.substring(0, LONGEST) + "…" : source)
              + "'");
    }
    return new SchemaRange(source, RangeListFactory.create(comparators));
  }

  /// Whether an event of this schema version is understood; what is no version never is.
  public boolean admits(String version) {
    Semver parsed = Version.tryParse(version);
    return parsed != null && parsed.satisfies(range);
  }

  private static @Nullable String comparators(String source) {
    Matcher interval = INTERVAL.matcher(source);
    if (interval.matches()) {
      return bounds(interval);
    }
    List<String> all = new ArrayList<>();
    Matcher m = COMPARATOR.matcher(source);
    int end = 0;
    while (m.find(end) && m.start() == end && end < source.length()) {
      String operator = m.group(1) == null ? "" : m.group(1);
      boolean exact = operator.isEmpty() || operator.equals("=");
      Semver version = Version.tryParse(m.group(2));
      if (version == null || (exact && m.group(2).chars().filter(c -> c == '.').count() < 2)) {
        return null;
      }
      boolean isTwoLimits = operator.equals("^") || operator.equals("~");
      all.add(isTwoLimits ? limits(operator + m.group(2)) : operator + version.getVersion());
      end = m.end();
    }
    return end == source.length() && !all.isEmpty() ? String.join(" ", all) : null;
  }

  /// `>=1.2.0 <2.0.0` for `^1.2.0`: the library reads `^` and `~` only where nothing else stands.
  private static String limits(String comparator) {
    return RangeListFactory.create(comparator).get().stream()
        .flatMap(List::stream)
        .map(Range::toString)
        .collect(Collectors.joining(" "));
  }

  private static @Nullable String bounds(Matcher interval) {
    Semver low = interval.group(2) == null ? null : Version.tryParse(interval.group(2));
    Semver high = interval.group(3) == null ? null : Version.tryParse(interval.group(3));
    if (low == null && high == null) {
      return null;
    }
    if (low != null && high != null && low.isGreaterThan(high)) {
      throw new SwappedLimitsException(interval.group(), swapped(interval));
    }
    List<String> all = new ArrayList<>();
    if (low != null) {
      all.add((interval.group(1).equals("[") ? ">=" : ">") + low.getVersion());
    }
    if (high != null) {
      all.add((interval.group(4).equals("]") ? "<=" : "<") + high.getVersion());
    }
    return String.join(" ", all);
  }

  /// The interval the other way round; each limit keeps its bracket.
  private static String swapped(Matcher interval) {
    return (interval.group(4).equals("]") ? "[" : "(")
        + interval.group(3)
        + "..."
        + interval.group(2)
        + (interval.group(1).equals("[") ? "]" : ")");
  }

  /// Whether no version at all lies in the range, as in `>2.0.0 <1.0.0`.
  ///
  /// What is admitted, if anything is, begins at one of the limits or right after it.
  public boolean isEmpty() {
    return Stream.concat(Stream.of(ZERO), parts().flatMap(SchemaRange::nearby))
        .noneMatch(version -> version.satisfies(range));
  }

  /// The range with the versions of its two limits swapped, where it is empty for that reason.
  public Optional<SchemaRange> unswapped() {
    List<String> limits = parts().toList();
    if (limits.size() != 2 || !isEmpty()) {
      return Optional.empty();
    }
    String[] low = limits.getFirst().split(FIRST_DIGIT, 2);
    String[] high = limits.getLast().split(FIRST_DIGIT, 2);
    if (low[0].isEmpty() || high[0].isEmpty() || low[0].charAt(0) == high[0].charAt(0)) {
      return Optional.empty();
    }
    return Optional.of(parse(low[0] + high[1] + " " + high[0] + low[1])).filter(r -> !r.isEmpty());
  }

  private Stream<String> parts() {
    return Arrays.stream(String.valueOf(comparators(source)).split(" "));
  }

  private static Stream<Semver> nearby(String comparator) {
    Semver limit = Version.parse(comparator.replaceFirst("^[^0-9]+", ""));
    Semver release =
        Version.parse(limit.getMajor() + "." + limit.getMinor() + "." + limit.getPatch());
    return Stream.of(
        release,
        release.nextPatch(),
        limit,
        Version.parse(release + "-0"),
        Version.parse(limit.getPreRelease().isEmpty() ? limit + "-0" : limit + ".0"));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SchemaRange that && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }
}
