package dev.tako.cli;

import picocli.CommandLine.Command;

/// `tako repos`: the repositories Tako looks after.
@Command(
    name = "repos",
    description = "The repositories Tako looks after.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  tako repos add acme/core-lib --url https://git.example.org/acme/core-lib.git",
      "  tako repos list",
      "  tako repos sync acme/core-lib"
    })
final class ReposCommand {}
