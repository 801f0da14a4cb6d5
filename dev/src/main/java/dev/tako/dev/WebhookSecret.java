package dev.tako.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret a Git host signs its webhooks with, generated once and readable by its owner only.
public final class WebhookSecret {
  private static final int BYTES = 32;

  private final Path file;

  private WebhookSecret(Path file) {
    this.file = file;
  }

  /// The secret in a folder's `webhook-secret`.
  static WebhookSecret in(Path folder) {
    Path file = folder.resolve("webhook-secret");
    if (!Files.exists(file)) {
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      try {
        Files.createDirectories(folder);
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(random));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new WebhookSecret(file);
  }

  public Path file() {
    return file;
  }

  /// The value of `X-Hub-Signature-256` for a body.
  public String sign(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              Files.readString(file).strip().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
