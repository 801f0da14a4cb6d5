package dev.tako.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageNamesTest {
  static Stream<Class<? extends Message>> sealedFamilies() {
    return Families.all().stream().filter(Class::isSealed);
  }

  @ParameterizedTest
  @MethodSource("sealedFamilies")
  void the_list_of_subtypes_names_exactly_the_permitted_records(Class<? extends Message> family) {
    // Given
    List<Class<?>> records = Families.recordsOf(family).toList();

    // When
    List<Class<?>> listed =
        Stream.of(subTypes(family)).<Class<?>>map(JsonSubTypes.Type::value).toList();

    // Then
    assertThat(listed).containsExactlyInAnyOrderElementsOf(records);
    assertThat(records).allMatch(Class::isRecord);
  }

  @ParameterizedTest
  @MethodSource("sealedFamilies")
  void a_message_is_named_by_its_kebab_case_record_in_the_field_kind(
      Class<? extends Message> family) {
    // When
    JsonTypeInfo info = Objects.requireNonNull(family.getAnnotation(JsonTypeInfo.class));

    // Then
    assertThat(info.property()).isEqualTo("kind");
    assertThat(info.use()).isEqualTo(JsonTypeInfo.Id.NAME);
    assertThat(subTypes(family))
        .allSatisfy(type -> assertThat(type.name()).isEqualTo(Families.kebab(type.value())));
  }

  @Test
  void no_two_messages_of_any_families_share_a_name() {
    // When
    List<String> names =
        Families.all().stream().flatMap(Families::recordsOf).map(Families::kebab).toList();

    // Then
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void every_message_record_travels_on_exactly_one_topic() {
    // Given
    List<Class<?>> all = Families.recordsOf(Message.class).toList();

    // When
    List<Class<?>> carried =
        Families.all().stream().<Class<?>>flatMap(Families::recordsOf).toList();

    // Then
    assertThat(carried).containsExactlyInAnyOrderElementsOf(all);
  }

  private static JsonSubTypes.Type[] subTypes(Class<?> family) {
    JsonSubTypes list =
        Objects.requireNonNull(
            family.getAnnotation(JsonSubTypes.class),
            () -> "Expected @JsonSubTypes on " + family + ", but it has " + annotations(family));
    return list.value();
  }

  private static String annotations(Class<?> type) {
    return Arrays.toString(type.getAnnotations());
  }
}
