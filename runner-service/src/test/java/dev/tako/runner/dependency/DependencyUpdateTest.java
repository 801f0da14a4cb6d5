package dev.tako.runner.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tako.runner.dependency.DependencyUpdate.Done;
import dev.tako.runner.dependency.DependencyUpdate.Outcome;
import dev.tako.runner.dependency.DependencyUpdate.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DependencyUpdateTest {
  @TempDir Path work;

  /// A line of the table: what stands in the file is `«old»`, and must become the new version there
  /// and stay as it is everywhere else.
  @ParameterizedTest(name = "{0}: {1} to {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          pom.xml | core | 2.0 | `<project><dependencies><dependency><groupId>a</groupId><artifactId>core</artifactId><version>«1.0»</version></dependency></dependencies></project>`
          pom.xml | a:core | 2.0 | `<project><dependencies><dependency><artifactId>core</artifactId><groupId>a</groupId><version> «1.0» </version></dependency><dependency><groupId>b</groupId><artifactId>core</artifactId><version>1.0</version></dependency></dependencies></project>`
          pom.xml | core | 2.0 | `<project><version>1.0</version><!-- <artifactId>core</artifactId><version>1.0</version> --><dependencyManagement><dependencies><dependency><groupId>a</groupId><artifactId>core</artifactId><version>«1.0»</version><exclusions><exclusion><artifactId>core</artifactId></exclusion></exclusions></dependency></dependencies></dependencyManagement></project>`
          pom.xml | core | 2.0 | `<project><parent><groupId>a</groupId><artifactId>core</artifactId><version>«1.0»</version><relativePath/></parent><artifactId>x</artifactId><version>1.0</version></project>`
          pom.xml | maven-jar-plugin | 3.5.0 | `<project><build><plugins><plugin><artifactId>maven-jar-plugin</artifactId><version>«3.4.1»</version><dependencies/></plugin></plugins></build></project>`
          pom.xml | org.apache.maven.plugins:maven-jar-plugin | 3.5.0 | `<project><build><plugins><plugin><artifactId>maven-jar-plugin</artifactId><version>«3.4.1»</version></plugin></plugins></build></project>`
          pom.xml | core | 2.0 | `<project><properties><core.version>«1.0»</core.version><other.version>1.0</other.version></properties><dependencies><dependency><groupId>a</groupId><artifactId>core</artifactId><version>${core.version}</version></dependency><dependency><groupId>a</groupId><artifactId>core</artifactId><version>${core.version}</version><type>pom</type></dependency></dependencies></project>`
          pom.xml | core | 2.0 | `<project a='>' b="x > y"><profiles><profile><properties><v>«1.0»</v></properties></profile></profiles><build><plugins><plugin><artifactId>p</artifactId><configuration><properties><v>1.0</v></properties></configuration></plugin></plugins></build><dependencies><dependency><artifactId>core</artifactId><version>${v}</version></dependency></dependencies></project>`
          pom.xml | core | 2.0 | `<project><dependencies><dependency><artifactId>core</artifactId><version>«Final»</version></dependency></dependencies></project>`
          package.json | core | 2.0.0 | `{"version": "1.0.0", "dependencies": {"core": "^«1.0.0»", "core-x": "1.0.0"}}`
          package.json | @acme/core | 2.0.0 | `{"devDependencies": {"@acme/core": "~«1.0.0»"}, "peerDependencies" : { "@acme/core" : ">=«1.0.0»" }, "optionalDependencies":{"@acme/core":"«1.0.0-rc.1»"}}`
          package.json | core | v2.0.0 | `{"dependencies": {"core": "workspace:^«1.0.0»"}, "scripts": {"core": "1.0.0"}}`
          package.json | core | 2.0.0 | `{"dependencies": {"core": "«1.0.0»"}, "peerDependencies": {"core": ">=1 <3"}, "x": [{"dependencies": {"core": "1.0.0"}}]}`
          go.mod | core | 1.2.0 | `module example.org/x\\nrequire example.org/acme/core «v1.1.0»\\n`
          go.mod | example.org/acme/core | v1.2.0 | `module x\\n\\nrequire (\\n\\texample.org/acme/core «v1.1.0» // indirect\\n\\texample.org/b/core v1.1.0\\n)\\nreplace example.org/acme/core => ../core\\n`
          go.mod | core | 2.4.0 | `require (\\n\\texample.org/acme/core/v2 «v2.1.0»\\n)\\n`
          go.mod | yaml | 3.0.1 | `require gopkg.in/yaml.v3 «v3.0.0»\\n`
          pyproject.toml | Core_Lib | 2.0 | `[project]\\nversion = "1.0"\\ndependencies = [\\n  "core-lib[x]>=«1.0» ; python_version > '3.8'", # "core-lib==1.0"\\n  'core.lib==«1.0»', "core-libs==1.0"]\\n[project.optional-dependencies]\\ndev = ["core-lib ~= «1.0»"]\\n`
          pyproject.toml | core-lib | 2.0 | `[build-system]\\nrequires=["core-lib==«1.0»"]\\n[dependency-groups]\\ntest = ["core-lib (>=«1.0»)", {include-group = "x"}]\\n`
          pyproject.toml | core-lib | 2.0 | `[tool.poetry.dependencies]\\npython = "^3.10"\\ncore-lib = "^«1.0»"\\n[tool.poetry.group.dev.dependencies]\\ncore_lib = { version = "~«1.0»", extras = ["a"] }\\n[tool.poetry.dev-dependencies.core-lib]\\nversion = ">=«1.0»"\\ngit = "1.0"\\n`
          requirements.txt | core-lib | 2.0 | `# core-lib==1.0\\n-r other.txt\\nCore_Lib[x]==«1.0» ; python_version > "3.8"  # keep\\ncore-lib-x==1.0\\n`
          requirements-dev.txt | core-lib | 2.0 | `core.lib ~= «1.0»\\r\\n`
          requirements/base.txt | core-lib | 2.0 | `core-lib>=«1.0»`
          Cargo.toml | core | 2.0.0 | `[package]\\nname = "x"\\nversion = "1.0.0"\\n[dependencies]\\ncore = "«1.0.0»" # "1.0.0"\\ncore2 = "1.0.0"\\n`
          Cargo.toml | core | 2.0.0 | `[dependencies]\\ncore = { version = "^«1.0.0»", features = ["a"] }\\n[dev-dependencies.core]\\nversion = '=«1.0.0»'\\n[target.'cfg(unix)'.build-dependencies]\\ncore.version = "«1.0»"\\n[workspace.dependencies]\\n"core" = "~«1.0»"\\n`
          Cargo.toml | core | 2.0.0 | `[dependencies]\\nalias = { package = "core", version = "«1.0.0»" }\\ncore = { package = "other", version = "1.0.0" }\\n[features]\\ncore = ["1.0.0"]\\n`
          """)
  void only_the_version_changes(String file, String name, String version, String content)
      throws IOException {
    // Given
    String text = content.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r");
    String next =
        switch (file) {
          case "go.mod" -> version.startsWith("v") ? version : "v" + version;
          case "package.json" -> version.replaceFirst("^v", "");
          default -> version;
        };
    write(file, text.replaceAll("[«»]", ""));

    // When
    Done done = done(name, version);

    // Then
    assertThat(Files.readString(work.resolve(file))).isEqualTo(text.replaceAll("«[^»]*»", next));
    assertThat(done.files()).containsExactly(file);
    assertThat(text).contains("«" + done.previous() + "»");
  }

  @Test
  void every_file_of_every_module_is_found_and_what_others_made_is_passed_over()
      throws IOException {
    // Given
    String text = "{\"dependencies\": {\"core\": \"1.0.0\"}}";
    for (String file :
        new String[] {
          "package.json",
          "apps/web/package.json",
          "node_modules/x/package.json",
          "apps/web/node_modules/core/package.json",
          "target/package.json",
          "vendor/x/package.json",
          ".git/package.json",
          ".cache/package.json"
        }) {
      write(file, text);
    }
    write("Cargo.toml", "[dependencies]\ncore = \"1.0.0\"\n");

    // When
    Done done = done("core", "2.0.0");

    // Then
    assertThat(done.files()).containsExactly("Cargo.toml", "package.json", "apps/web/package.json");
    assertThat(Files.readString(work.resolve("apps/web/node_modules/core/package.json")))
        .isEqualTo(text);
  }

  @Test
  void a_version_that_a_parent_pom_holds_is_changed_there() throws IOException {
    // Given
    write(
        "pom.xml", "<project><properties><core.version>1.0</core.version></properties></project>");
    write(
        "app/pom.xml",
        "<project><dependencies><dependency><groupId>a</groupId><artifactId>core</artifactId><version>${core.version}</version></dependency></dependencies></project>");

    // When
    Done done = done("core", "2.0");

    // Then
    assertThat(done.files()).containsExactly("pom.xml");
    assertThat(Files.readString(work.resolve("pom.xml"))).contains("<core.version>2.0</core");
  }

  @Test
  void a_file_keeps_its_bytes_and_its_mode() throws IOException {
    // Given
    byte[] before =
        "\uFEFF{\r\n\t\"author\": \"Jos\u00e9 \u6771\u4eac\", \"dependencies\" : {\"core\":\"^1.0.0\"}\r\n}"
            .getBytes(StandardCharsets.UTF_8);
    Path file = work.resolve("package.json");
    Files.write(file, before);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));

    // When
    done("core", "1.10.0");

    // Then
    String after = new String(before, StandardCharsets.UTF_8).replace("^1.0.0", "^1.10.0");
    assertThat(Files.readAllBytes(file)).isEqualTo(after.getBytes(StandardCharsets.UTF_8));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rwxr-x---");
    try (var left = Files.list(work)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void what_is_at_the_version_already_is_left_alone() throws IOException {
    // Given
    write("package.json", "{\"dependencies\": {\"core\": \"^2.0.0\"}}");
    write("package-lock.json", "{}");

    // When
    Done done = done("core", "2.0.0");

    // Then
    assertThat(done.files()).isEmpty();
    assertThat(done.locks()).isEmpty();
    assertThat(done.previous()).isEqualTo("2.0.0");
  }

  @Test
  void lock_files_follow_what_was_changed() throws IOException {
    // Given
    write("package.json", "{\"workspaces\": [\"a\"]}");
    write("package-lock.json", "{}");
    write("it's/package.json", "{\"dependencies\": {\"core\": \"1.0.0\"}}");
    write("it's/pnpm-lock.yaml", "");
    write("rust/Cargo.toml", "[workspace]\n");
    write("rust/Cargo.lock", "");
    write("rust/x/Cargo.toml", "[dependencies]\ncore = \"1.0.0\"\n");
    write("py/requirements.txt", "core==1.0.0\n");
    write("yarn/package.json", "{\"dependencies\": {\"core\": \"1.0.0\"}}");
    write("yarn/yarn.lock", "# yarn lockfile v1\n");

    // When
    Done done = done("core", "2.0.0");

    // Then
    assertThat(done.locks())
        .extracting(LockFile::path, LockFile::program)
        .containsExactlyInAnyOrder(
            tuple("package-lock.json", "npm"),
            tuple("it's/pnpm-lock.yaml", "pnpm"),
            tuple("rust/Cargo.lock", "cargo"),
            tuple("yarn/yarn.lock", "yarn"));
    assertThat(LockFile.script(done.locks())).contains("cd './it'\\''s' && pnpm install");
  }

  @Test
  void a_dependency_that_is_declared_nowhere_is_refused_with_where_it_looked() throws IOException {
    // Given
    write("package.json", "{\"dependencies\": {\"core-libs\": \"1.0.0\"}}");
    write("app/pom.xml", "<project></project>");
    write("broken/package.json", "{\"dependencies\": ");

    // When
    String message = refused("core-lib", "2.0.0");

    // Then
    assertThat(message)
        .isEqualTo(
            "Expected a dependency called core-lib in package.json, app/pom.xml, broken/package.json, but there is none; did you mean 'core-libs'? (broken/package.json cannot be read: expected JSON with more in line 1)");
  }

  @Test
  void a_repository_without_such_files_is_refused() throws IOException {
    assertThat(refused("core", "1.0"))
        .isEqualTo(
            "Expected a file that declares dependencies (pom.xml, package.json, go.mod, pyproject.toml, requirements*.txt, Cargo.toml) in the repository, but there is none.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"dependencies": {"core": "git+https://x/core.git"}} | package.json | with 'git+https://x/core.git', which is not one version
          {"dependencies": {"core": "1.x"}} | package.json | with '1.x', which is not one version
          `{"dependencies": {"core": "^1.0.0 || ^2.0.0"}}` | package.json | which is not one version
          core | requirements.txt | without a version
          core>=1,<2 | requirements.txt | with '>=1,<2'
          `core==1.0 \\\\n    --hash=sha256:aa \\\\n    --hash=sha256:bb` | requirements.txt | with '==1.0 --hash=…'
          core==1.0 --hash=sha256:aa | requirements.txt | with '==1.0 --hash=sha256:aa'
          <project><dependencies><dependency><artifactId>core</artifactId></dependency></dependencies></project> | pom.xml | without a version
          core==1.* | requirements.txt | with '==1.*'
          <project><dependencies><dependency><artifactId>core</artifactId><version>[1,2)</version></dependency></dependencies></project> | pom.xml | with '[1,2)'
          <project><dependencies><dependency><artifactId>core</artifactId><version>${project.version}</version></dependency></dependencies></project> | pom.xml | at the version of the repository itself
          <project><dependencies><dependency><artifactId>core</artifactId><version>${nowhere}</version></dependency></dependencies></project> | pom.xml | a property that no pom.xml of the repository sets
          require x.org/core v1.0.0 | go.mod | its path and all imports would have to say /v3
          """)
  void what_is_no_single_version_is_left_and_said(String content, String file, String why)
      throws IOException {
    // Given
    String text = content.replace("\\n", "\n");
    write(file, text);

    // When
    String message = refused("core", "3.0.0");

    // Then
    assertThat(message).contains(file).contains(why);
    assertThat(Files.readString(work.resolve(file))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "^1.0", "1.0 ; rm -rf /", "1.0\n", "\"", "</version>", "../x", "-1"})
  void an_invalid_version_is_refused(String version) throws IOException {
    write("package.json", "{\"dependencies\": {\"core\": \"1.0.0\"}}");

    assertThat(refused("core", version)).startsWith("Expected one version, such as 1.2.0");
  }

  @Test
  void a_link_is_never_followed(@TempDir Path outside) throws IOException {
    // Given
    String text = "{\"dependencies\": {\"core\": \"1.0.0\"}}";
    Files.writeString(outside.resolve("package.json"), text);
    Files.createSymbolicLink(work.resolve("package.json"), outside.resolve("package.json"));
    Files.createSymbolicLink(work.resolve("module"), outside);

    // When
    Outcome outcome = DependencyUpdate.of(work, "core", "2.0.0");

    // Then
    assertThat(outcome).isInstanceOf(Refused.class);
    assertThat(Files.readString(outside.resolve("package.json"))).isEqualTo(text);
  }

  private void write(String file, String text) throws IOException {
    Path path = work.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private Done done(String name, String version) throws IOException {
    Outcome outcome = DependencyUpdate.of(work, name, version);
    assertThat(outcome).isInstanceOf(Done.class);
    return (Done) outcome;
  }

  private String refused(String name, String version) throws IOException {
    Outcome outcome = DependencyUpdate.of(work, name, version);
    assertThat(outcome).isInstanceOf(Refused.class);
    return ((Refused) outcome).message();
  }
}
