package dev.tako.runner.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tako.manifest.RepositoryRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretFolderTest {
  private static final RepositoryRef LIB = RepositoryRef.parse("acme/lib:main");

  @TempDir Path folder;
  private SecretFolder secrets;

  @BeforeEach
  void open() {
    secrets = new SecretFolder(folder);
  }

  @Test
  void the_nearest_file_counts() throws Exception {
    // Given
    put("TOKEN", "of all");
    put("acme/TOKEN", "of acme");
    put("acme/lib/TOKEN", "of lib");

    // Then
    assertThat(secrets.value(LIB, "TOKEN")).isEqualTo("of lib");
    assertThat(secrets.value(RepositoryRef.parse("acme/app"), "TOKEN")).isEqualTo("of acme");
    assertThat(secrets.value(RepositoryRef.parse("other/lib"), "TOKEN")).isEqualTo("of all");
  }

  @ParameterizedTest
  @CsvSource({"'x\n',x", "'x\r\n',x", "'x\n\n','x\n'", "' x ',' x '", "'a\nb\n','a\nb'"})
  void one_line_end_at_the_end_does_not_belong_to_the_value(String content, String value)
      throws Exception {
    put("TOKEN", content);

    assertThat(secrets.value(LIB, "TOKEN")).isEqualTo(value);
  }

  @Test
  void a_mount_of_kubernetes_is_read_through_its_links() throws Exception {
    // Given
    put("..2026_11_23/TOKEN", "mounted");
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_23"));
    Files.createSymbolicLink(folder.resolve("TOKEN"), Path.of("..data/TOKEN"));

    // Then
    assertThat(secrets.value(LIB, "TOKEN")).isEqualTo("mounted");
  }

  @Test
  void a_missing_one_is_refused_with_where_it_was_looked_for() {
    assertThatThrownBy(() -> secrets.value(LIB, "TOKEN"))
        .isInstanceOf(SecretException.class)
        .hasMessage(
            "Expected the secret TOKEN in one of the files acme/lib/TOKEN, acme/TOKEN, TOKEN of tako.runner.secrets (%s), but found none; put its value into one of them.",
            folder);
  }

  @ParameterizedTest
  @CsvSource({"rw-rw-r--,group", "rw-r--rw-,others"})
  void one_that_others_could_write_is_refused_without_its_value(String mode, String who)
      throws Exception {
    Path file = put("acme/TOKEN", "hunter2");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

    assertThatThrownBy(() -> secrets.value(LIB, "TOKEN"))
        .hasMessageContaining("its " + who + " can")
        .hasMessageContaining("chmod go-w")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void one_that_is_no_text_is_refused() throws Exception {
    put("EMPTY", "\n");
    put("ZERO", "a\0b");
    Files.write(folder.resolve("BYTES"), new byte[] {(byte) 0xff, 1});
    Files.write(folder.resolve("LARGE"), new byte[64 * 1024 + 1]);

    assertThatThrownBy(() -> secrets.value(LIB, "EMPTY")).hasMessageContaining("is empty");
    assertThatThrownBy(() -> secrets.value(LIB, "ZERO")).hasMessageContaining("zero byte");
    assertThatThrownBy(() -> secrets.value(LIB, "BYTES")).hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> secrets.value(LIB, "LARGE")).hasMessageContaining("65536 bytes");
  }

  @Test
  void a_name_that_leads_elsewhere_is_refused() {
    assertThatThrownBy(() -> secrets.value(LIB, "../TOKEN"))
        .hasMessageContaining("Expected the name of a secret");
  }

  private Path put(String file, String content) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, content);
  }
}
