package dev.tako.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tako.manifest.RepositoryRef;
import org.junit.jupiter.api.Test;

class JsonTest {

  record Asked(RepositoryRef repo) {}

  private static String reason(String json) {
    return Json.reason(
        catchThrowableOfType(
            JsonProcessingException.class, () -> Json.MAPPER.readValue(json, Asked.class)));
  }

  @Test
  void a_reason_names_no_class() {
    assertThat(reason("{\"repo\":\"core\"}"))
        .isEqualTo("expected a repository as owner/repo or owner/repo:branch, found 'core'");
  }

  @Test
  void a_reason_says_nothing_of_the_parser_s_settings() {
    assertThat(reason("{\"repo\":"))
        .isEqualTo("Unexpected end-of-input within/between Object entries");
    assertThat(reason("{\"repo\":\"acme/core\""))
        .isEqualTo("Unexpected end-of-input: expected close marker for Object");
  }
}
