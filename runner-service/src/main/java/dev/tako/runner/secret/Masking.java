package dev.tako.runner.secret;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Puts `***` in the place of secrets; one of several lines is masked line by line.
public final class Masking {
  public static final String MASK = "***";
  public static final Masking NONE = new Masking(List.of());

  /// Shorter lines of a secret with several, such as a brace, would mask half the world.
  private static final int SHORTEST_LINE = 4;

  private final List<String> parts;
  private final int longest;

  private Masking(List<String> parts) {
    this.parts = parts;
    this.longest = parts.stream().mapToInt(String::length).max().orElse(0);
  }

  public static Masking of(Collection<String> secrets) {
    List<String> parts =
        secrets.stream().flatMap(secret -> parts(secret).stream()).distinct().toList();
    return parts.isEmpty() ? NONE : new Masking(parts);
  }

  private static List<String> parts(String secret) {
    List<String> lines = secret.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    if (lines.size() < 2) {
      return lines;
    }
    List<String> telling = lines.stream().filter(l -> l.length() >= SHORTEST_LINE).toList();
    return telling.isEmpty() ? lines : telling;
  }

  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /// The whole text, masked.
  public String apply(String text) {
    if (parts.isEmpty()) {
      return text;
    }
    Stream stream = stream();
    return stream.next(text) + stream.end();
  }

  public List<String> apply(List<String> texts) {
    return texts.stream().map(this::apply).toList();
  }

  /// For a text that comes in pieces: a secret is found wherever it was cut.
  public Stream stream() {
    return new Stream();
  }

  /// A text that comes in pieces. What might be the beginning of a secret is held back until more
  /// is known.
  public final class Stream {
    private final StringBuilder held = new StringBuilder();

    /// So many of the held characters belong to a secret whose mask is out already.
    private int masked;

    private Stream() {}

    /// The next piece, as far as it can be told.
    public String next(String piece) {
      if (parts.isEmpty()) {
        return piece;
      }
      held.append(piece);
      return upTo(held.length() - undecided());
    }

    /// The rest; no more pieces follow.
    public String end() {
      return upTo(held.length());
    }

    /// Forgets what is held: the next piece does not follow the last one.
    public void reset() {
      held.setLength(0);
      masked = 0;
    }

    /// The length of the longest end that a secret could go on from.
    private int undecided() {
      for (int length = Math.min(longest - 1, held.length()); length > 0; length--) {
        int from = held.length() - length;
        for (String part : parts) {
          if (part.length() > length && startsWith(part, from, length)) {
            return length;
          }
        }
      }
      return 0;
    }

    private boolean startsWith(String part, int from, int length) {
      for (int i = 0; i < length; i++) {
        if (part.charAt(i) != held.charAt(from + i)) {
          return false;
        }
      }
      return true;
    }

    private String upTo(int cut) {
      StringBuilder out = new StringBuilder();
      int end = masked;
      for (int[] found : occurrences()) {
        if (found[0] >= cut) {
          break;
        }
        if (found[0] >= end) {
          out.append(held, end, found[0]).append(MASK);
        }
        end = Math.max(end, found[1]);
      }
      if (end < cut) {
        out.append(held, end, cut);
      }
      masked = Math.max(0, end - cut);
      held.delete(0, cut);
      return out.toString();
    }

    /// Where secrets stand, in order; they may overlap.
    private List<int[]> occurrences() {
      List<int[]> found = new ArrayList<>();
      for (String part : parts) {
        for (int i = held.indexOf(part); i >= 0; i = held.indexOf(part, i + 1)) {
          found.add(new int[] {i, i + part.length()});
        }
      }
      found.sort((a, b) -> a[0] == b[0] ? b[1] - a[1] : a[0] - b[0]);
      return found;
    }
  }
}
