package dev.tako.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tako.dev.git.GitOrigin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRepositoriesTest {
  @TempDir Path folder;

  @Test
  void what_is_pushed_is_on_the_branch() {
    // Given
    GitRepositories git = new GitRepositories(folder);
    String first = git.create("acme/lib", Map.of("a.txt", "one", "b.txt", "two"));
    GitOrigin origin = git.origin("acme/lib");

    // When
    String second = origin.push("main", "Change it", Map.of("a.txt", "three"), List.of("b.txt"));
    String side = origin.push("feature/x", "Try it", Map.of("c.txt", "four"));
    origin.tag("v1", first);

    // Then
    assertThat(origin.head("main")).isEqualTo(second);
    assertThat(origin.head("feature/x")).isEqualTo(side);
    assertThat(origin.file(second, "a.txt")).contains("three");
    assertThat(origin.file(second, "b.txt")).isEmpty();
    assertThat(origin.file(side, "a.txt")).contains("three");
    assertThat(origin.messages("main")).containsExactly("Change it", "Begin");
    assertThat(origin.tagged("v1")).contains(first);
    assertThat(origin.tags()).containsExactly("v1");
    assertThat(git.urls()).containsEntry("acme/lib", origin.url());
  }
}
