package dev.tako.graph.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tako.manifest.RepositoryRef;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.transport.Transport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorsTest {
  private static final RepositoryRef REPO = RepositoryRef.parse("acme/core");

  @TempDir Path folder;
  private Origin origin;
  private Mirrors mirrors;

  @BeforeEach
  void anOriginAndAnEmptyFolder() throws Exception {
    origin = Origin.create(folder.resolve("origin/acme/core.git"));
    mirrors = new Mirrors(folder.resolve("mirrors"), true, Duration.ofSeconds(20));
  }

  @Test
  void a_file_is_read_from_the_commit_it_stands_in() throws Exception {
    // Given
    String first = origin.commit("main", "tako.yml", "one");
    String second = origin.commit("main", "tako.yml", "two");
    mirrors.fetch(REPO, origin.url());

    // When
    try (Mirror mirror = mirrors.open(REPO).orElseThrow()) {
      // Then
      assertThat(text(mirror.read(first, "tako.yml"))).isEqualTo("one");
      assertThat(text(mirror.read(second, "tako.yml"))).isEqualTo("two");
      assertThat(mirror.head("main")).contains(second);
      assertThat(mirror.isAncestor(first, second)).isTrue();
      assertThat(mirror.isAncestor(second, first)).isFalse();
      assertThat(mirror.commit("f".repeat(40))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"refs", "refs/heads", "refs/heads objects", "refs/heads objects/pack"})
  void a_mirror_whose_maker_was_killed_is_finished(String made) throws Exception {
    // Given
    String commit = origin.commit("main", "tako.yml", "one");
    Path begun = folder.resolve("mirrors/acme/core.git");
    for (String part : made.split(" ")) {
      Files.createDirectories(begun.resolve(part));
    }

    // When
    mirrors.fetch(REPO, origin.url());

    // Then
    try (Mirror mirror = mirrors.open(REPO).orElseThrow()) {
      assertThat(text(mirror.read(commit, "tako.yml"))).isEqualTo("one");
      assertThat(mirror.head("main")).contains(commit);
    }
  }

  @Test
  void the_default_branch_is_the_one_head_points_to() throws Exception {
    // Given
    origin.commit("main", "tako.yml", "one");
    origin.commit("release/1.x", "tako.yml", "one");
    origin.head("release/1.x");

    // When
    String branch = mirrors.defaultBranch(REPO, origin.url());

    // Then
    assertThat(branch).isEqualTo("release/1.x");
  }

  @Test
  void an_origin_without_a_commit_has_no_default_branch() throws Exception {
    // Given an origin that was only created

    // When
    String branch = mirrors.defaultBranch(REPO, origin.url());

    // Then
    assertThat(branch).isNull();
  }

  @Test
  void a_branch_that_the_origin_deleted_goes_from_the_mirror() throws Exception {
    // Given
    origin.commit("main", "tako.yml", "one");
    origin.commit("feature/x", "tako.yml", "one");
    mirrors.fetch(REPO, origin.url());
    origin.deleteBranch("feature/x");

    // When
    mirrors.fetch(REPO, origin.url());

    // Then
    try (Mirror mirror = mirrors.open(REPO).orElseThrow()) {
      assertThat(mirror.head("feature/x")).isEmpty();
      assertThat(mirror.head("main")).isPresent();
    }
  }

  @Test
  void links_folders_and_large_files_are_not_read() throws Exception {
    // Given
    String link = origin.link("link", "tako.yml", "/etc/passwd");
    String folderAt = origin.commit("folder", "tako.yml/inner", "x");
    String submodule = origin.submodule("submodule", "tako.yml");
    String large = origin.commit("large", "tako.yml", "x".repeat((1 << 20) + 1));
    String none = origin.commit("none", "README.md", "x");
    mirrors.fetch(REPO, origin.url());

    // When
    try (Mirror mirror = mirrors.open(REPO).orElseThrow()) {
      // Then
      assertThat(mirror.read(link, "tako.yml"))
          .isEqualTo(
              new ManifestFile.Unusable(
                  "expected tako.yml to be a regular file, found a symbolic link"));
      assertThat(mirror.read(folderAt, "tako.yml"))
          .isEqualTo(
              new ManifestFile.Unusable("expected tako.yml to be a regular file, found a folder"));
      assertThat(mirror.read(submodule, "tako.yml"))
          .isEqualTo(
              new ManifestFile.Unusable(
                  "expected tako.yml to be a regular file, found a submodule"));
      assertThat(mirror.read(large, "tako.yml"))
          .isEqualTo(
              new ManifestFile.Unusable(
                  "expected tako.yml to have at most 1048576 bytes, found 1048577"));
      assertThat(mirror.read(none, "tako.yml")).isEqualTo(new ManifestFile.Absent());
    }
  }

  @Test
  void changed_paths_are_those_against_the_first_parent() throws Exception {
    // Given
    String first = origin.commit("main", "a/one.txt", "1");
    String second = origin.commit("main", "b/two.txt", "2");
    mirrors.fetch(REPO, origin.url());

    // When
    try (Mirror mirror = mirrors.open(REPO).orElseThrow()) {
      // Then
      assertThat(mirror.changedPaths(first)).containsExactly("a/one.txt");
      assertThat(mirror.changedPaths(second)).containsExactly("b/two.txt");
    }
  }

  @Test
  void only_https_ssh_and_file_may_be_fetched() {
    // Given
    origin.url();

    // When
    var protocols =
        Transport.getTransportProtocols().stream()
            .flatMap(protocol -> protocol.getSchemes().stream())
            .distinct()
            .toList();

    // Then
    assertThat(protocols).doesNotContain("git", "ftp", "s3", "amazon-s3").contains("https", "file");
    assertThatThrownBy(() -> mirrors.fetch(REPO, "http://example.org/x.git"))
        .hasMessageContaining("https, ssh or file");
    assertThatThrownBy(() -> RemoteUrl.check("file:///srv/x.git", false))
        .hasMessageContaining("tako.graph.allow-file");
    assertThat(RemoteUrl.scheme("git@example.org:acme/core.git")).isEqualTo("ssh");
  }

  @Test
  void an_origin_that_is_not_there_is_told_with_its_url() {
    // Given
    String url = folder.resolve("nowhere.git").toUri().toString();

    // When / Then
    assertThatThrownBy(() -> mirrors.fetch(REPO, url))
        .isInstanceOf(GitException.class)
        .hasMessageContaining("acme/core")
        .hasMessageContaining("nowhere.git");
    assertThat(mirrors.exists(url)).isFalse();
    assertThat(mirrors.exists(origin.url())).isTrue();
  }

  @Test
  void a_base_folder_lists_what_lies_in_it() throws Exception {
    // Given
    Origin.create(folder.resolve("origin/acme/lib.git"));
    BaseFolder base = BaseFolder.parse(folder.resolve("origin").toString(), true);

    // When
    var found = base.list();

    // Then
    assertThat(found)
        .containsExactly(RepositoryRef.parse("acme/core"), RepositoryRef.parse("acme/lib"));
    assertThat(mirrors.exists(base.urlOf(found.getLast()))).isTrue();
  }

  private static String text(ManifestFile file) {
    return file instanceof ManifestFile.Present(byte[] content)
        ? new String(content, StandardCharsets.UTF_8)
        : file.toString();
  }
}
