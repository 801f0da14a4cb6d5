package dev.tako.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"uses":"tako/checkout@v1","ref":"main"}
          {"uses":"tako/update-dependency@v1","name":"core","version":"1.2.0","updateLockFiles":true}
          {"uses":"tako/poll@v1"}
          """)
  void a_built_in_is_named_as_in_the_manifest(String json) throws Exception {
    BuiltIn read = Json.read(json, BuiltIn.class);

    assertThat(Json.MAPPER.readTree(Json.text(read))).isEqualTo(Json.MAPPER.readTree(json));
  }

  @Test
  void what_a_newer_coordinator_sends_is_not_taken_for_nothing() {
    BuiltIn read = Json.read("{\"uses\":\"tako/deploy@v2\",\"to\":\"prod\"}", BuiltIn.class);

    assertThat(read).isEqualTo(new BuiltIn.Other("tako/deploy@v2"));
  }

  @Test
  void a_job_from_before_there_were_built_ins_is_still_read() {
    // Given
    String step =
        """
        {"id":"a","name":null,"run":"ls","condition":null,"env":{},"timeout":null,"retry":null,
         "continueOnError":false,"workingDirectory":null,"outputs":{},"onFailure":[]}
        """;

    // When
    StepSpec read = Json.read(step, StepSpec.class);

    // Then
    assertThat(read.builtIn()).isNull();
    assertThat(read.secrets()).isEmpty();
    assertThat(read.isolation()).isNull();
  }
}
