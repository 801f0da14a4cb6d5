package dev.tako.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tako.manifest.RepositoryRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The one JSON dialect of topics and APIs: camelCase, ISO-8601 times and durations, whole numbers
/// as `Long` (as CEL has them), unknown fields tolerated (a newer peer may send them).
public final class Json {
  public static final ObjectMapper MAPPER = configure(JsonMapper.builder()).build();

  private static final Pattern TWICE =
      Pattern.compile("Duplicate (?:field|Object property) [\"'](.*)[\"']");

  private Json() {}

  /// Applies the dialect to a mapper somebody else builds, for example an HTTP framework's.
  public static JsonMapper.Builder configure(JsonMapper.Builder builder) {
    return builder
        .addModule(new JavaTimeModule())
        .addModule(repositoryRefs())
        .enable(DeserializationFeature.USE_LONG_FOR_INTS)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What [#bytes] writes between the quotes of a string.
  public static byte[] escaped(String text) {
    return JsonStringEncoder.getInstance().quoteAsUTF8(text);
  }

  public static String text(Object value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /// @throws UncheckedIOException if `json` is not a `type`; its message says where
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(reason(e) + placeOf(e.getLocation()), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /// What was wrong with the JSON, in words for those who sent it: no classes, and nothing of the
  /// parser's own settings.
  public static String reason(JsonProcessingException e) {
    Matcher twice = TWICE.matcher(String.valueOf(e.getOriginalMessage()));
    if (twice.find()) {
      return "the key '" + twice.group(1) + "' stands twice";
    }
    return String.valueOf(e.getOriginalMessage())
        .replaceFirst(" \\(start marker at \\[Source: .*?\\]\\)", "");
  }

  /// Whether a strict parser found a key for the second time.
  public static boolean isKeyTwice(JsonProcessingException e) {
    return TWICE.matcher(String.valueOf(e.getOriginalMessage())).find();
  }

  private static String placeOf(@Nullable JsonLocation at) {
    return at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
  }

  public static <T> T read(String json, Class<T> type) {
    return read(json.getBytes(StandardCharsets.UTF_8), type);
  }

  /// Repositories travel as their text, `owner/repo:branch`.
  public static SimpleModule repositoryRefs() {
    SimpleModule module = new SimpleModule("tako-repository-refs");
    module.addSerializer(
        RepositoryRef.class,
        new StdScalarSerializer<RepositoryRef>(RepositoryRef.class) {
          @Override
          public void serialize(RepositoryRef ref, JsonGenerator out, SerializerProvider provider)
              throws IOException {
            out.writeString(ref.toString());
          }
        });
    module.addDeserializer(
        RepositoryRef.class,
        new StdScalarDeserializer<RepositoryRef>(RepositoryRef.class) {
          @Override
          public RepositoryRef deserialize(JsonParser in, DeserializationContext context)
              throws IOException {
            try {
              return RepositoryRef.parse(in.getText());
            } catch (IllegalArgumentException e) {
              throw new InvalidFormatException(
                  in, String.valueOf(e.getMessage()), in.getText(), RepositoryRef.class);
            }
          }
        });
    return module;
  }
}
