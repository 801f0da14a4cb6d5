package dev.tako.runner.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tako.runner.workspace.ExecutionDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A snapshot that somebody tampered with writes nothing outside the workspace.
final class WorkspaceArchiveTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "work/../../evil",
        "/tmp/evil",
        "evil",
        "marker",
        "work/a/../../../evil"
      })
  void a_name_that_leads_out_is_refused(String name) throws Exception {
    // Given
    Path tar = tar(List.of(file(name)));

    // When
    IOException refused =
        assertThrows(IOException.class, () -> WorkspaceArchive.read(tar, directory()));

    // Then
    assertThat(refused).hasMessageContaining("leads out of the workspace");
  }

  @Test
  void nothing_is_written_through_a_link() throws Exception {
    // Given
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Path tar = tar(List.of(link("work/out", outside.toString()), file("work/out/evil")));

    // When
    assertThrows(IOException.class, () -> WorkspaceArchive.read(tar, directory()));

    // Then
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void no_link_is_made_through_a_link() throws Exception {
    // Given
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Path tar = tar(List.of(link("work/out", outside.toString()), link("work/out/evil", "x")));

    // When
    assertThrows(IOException.class, () -> WorkspaceArchive.read(tar, directory()));

    // Then
    assertThat(outside).isEmptyDirectory();
  }

  private ExecutionDirectory directory() throws IOException {
    ExecutionDirectory directory = new ExecutionDirectory(folder.resolve("execution"));
    directory.recreate();
    return directory;
  }

  private static TarArchiveEntry file(String name) {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(1);
    return entry;
  }

  private static TarArchiveEntry link(String name, String target) {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    return entry;
  }

  private Path tar(List<TarArchiveEntry> entries) throws IOException {
    Path file = folder.resolve("snapshot.tar");
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      for (TarArchiveEntry entry : entries) {
        tar.putArchiveEntry(entry);
        if (entry.getSize() > 0) {
          tar.write("x".getBytes(StandardCharsets.UTF_8));
        }
        tar.closeArchiveEntry();
      }
    }
    return file;
  }
}
