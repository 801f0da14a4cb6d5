package dev.tako.cli;

import dev.tako.cli.report.Report;
import dev.tako.manifest.ManifestParser;
import dev.tako.manifest.ParseResult;
import dev.tako.manifest.lint.Lint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The manifests at a path: the file itself, or each `tako.yml` below the folder.
record ManifestFiles(Path path) {

  /// Reads every one of them.
  ///
  /// @param lint whether doubtful places of valid manifests are reported too
  /// @throws IllegalArgumentException when there is none
  Report check(boolean lint) throws IOException {
    List<Report.Checked> checked = new ArrayList<>();
    for (Path file : files()) {
      checked.add(check(file, lint));
    }
    return new Report(checked);
  }

  private static Report.Checked check(Path file, boolean lint) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String name = file.toString();
    String content = new String(bytes, StandardCharsets.UTF_8);
    ParseResult result = ManifestParser.parse(name, bytes);
    List<Report.Found> found = new ArrayList<>();
    result.problems().forEach(problem -> found.add(new Report.Found(Report.INVALID, problem)));
    if (lint && result.manifest() != null) {
      Lint.check(name, content, result.manifest())
          .forEach(f -> found.add(new Report.Found(f.rule().id(), f.problem())));
    }
    return new Report.Checked(name, content, found);
  }

  private List<Path> files() throws IOException {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    if (!Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          "Expected a file or folder, but " + path + " does not exist.");
    }
    try (Stream<Path> below = Files.walk(path)) {
      List<Path> files =
          below
              .filter(file -> file.endsWith("tako.yml") || file.endsWith("tako.yaml"))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new IllegalArgumentException(
            "Expected a tako.yml in "
                + path
                + ", but found none. Name a file or a folder with one.");
      }
      return files;
    }
  }
}
