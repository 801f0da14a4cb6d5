package dev.tako.graph.git;

import java.net.URISyntaxException;
import java.util.Locale;
import org.eclipse.jgit.transport.URIish;

/// Which addresses repositories may be fetched from: `https`, `ssh`, and `file` where it is
/// allowed.
public final class RemoteUrl {
  private RemoteUrl() {}

  /// @return `url` itself
  /// @throws IllegalArgumentException saying what is allowed
  public static String check(String url, boolean allowFile) {
    String found = scheme(url);
    boolean allowed =
        switch (found) {
          case "https", "ssh" -> true;
          case "file" -> allowFile;
          default -> false;
        };
    if (!allowed) {
      throw new IllegalArgumentException(
          "expected a repository url with https, ssh%s, found '%s' (%s)"
              .formatted(
                  allowFile ? " or file" : "; file is switched off by tako.graph.allow-file",
                  withoutPassword(url),
                  found));
    }
    return url;
  }

  /// `https`, `ssh` (also for `user@host:path`), `file` (also for an absolute path), or what it is.
  static String scheme(String url) {
    try {
      URIish uri = new URIish(url);
      if (uri.getScheme() != null) {
        return uri.getScheme().toLowerCase(Locale.ROOT);
      }
      return uri.getHost() != null ? "ssh" : url.startsWith("/") ? "file" : "a relative path";
    } catch (URISyntaxException e) {
      return "no url";
    }
  }

  /// For messages and logs.
  static String withoutPassword(String url) {
    try {
      return new URIish(url).setPass(null).toString();
    } catch (URISyntaxException e) {
      return url;
    }
  }
}
