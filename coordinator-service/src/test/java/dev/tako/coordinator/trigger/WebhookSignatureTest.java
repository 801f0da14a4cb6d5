package dev.tako.coordinator.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSignatureTest {
  /// The example of GitHub's own documentation.
  private static final String SECRET = "It's a Secret to Everybody";

  private static final String SIGNATURE =
      "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  @Test
  void the_example_of_githubs_documentation_is_accepted() {
    // Given
    WebhookSignature signature = new WebhookSignature(SECRET);

    // When
    boolean accepted = signature.isOf(bytes("Hello, World!"), SIGNATURE);

    // Then
    assertThat(accepted).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "none",
        "''",
        "sha256=",
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17ff",
        "sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
      })
  void any_other_header_is_refused(String header) {
    // Given
    WebhookSignature signature = new WebhookSignature(SECRET);

    // When
    boolean accepted = signature.isOf(bytes("Hello, World!"), header);

    // Then
    assertThat(accepted).isFalse();
  }

  @Test
  void another_body_or_secret_makes_another_signature() {
    // Given
    WebhookSignature signature = new WebhookSignature(SECRET);

    // When
    boolean ofAnotherBody = signature.isOf(bytes("Hello, World"), SIGNATURE);
    boolean underAnotherSecret =
        new WebhookSignature("another").isOf(bytes("Hello, World!"), SIGNATURE);

    // Then
    assertThat(ofAnotherBody).isFalse();
    assertThat(underAnotherSecret).isFalse();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
