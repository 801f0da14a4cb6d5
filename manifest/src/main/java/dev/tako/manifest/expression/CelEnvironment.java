package dev.tako.manifest.expression;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelVarDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Locale;

/// The one CEL environment: standard and string functions, ours, and limits that keep a hostile
/// expression cheap.
final class CelEnvironment {

  static final int LONGEST = 4_096;
  static final int MOST_ITERATIONS = 10_000;

  private static final CelOptions LIMITS =
      CelOptions.current()
          .maxExpressionCodePointSize(LONGEST)
          .maxParseRecursionDepth(50)
          .comprehensionMaxIterations(MOST_ITERATIONS)
          .maxRegexProgramSize(1_000)
          .enableHeterogeneousNumericComparisons(true)
          .enableQuotedIdentifierSyntax(true)
          .populateMacroCalls(true)
          .build();

  static final Cel CEL = create();

  private CelEnvironment() {}

  private static Cel create() {
    return CelFactory.plannerCelBuilder()
        .setOptions(LIMITS)
        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
        .addCompilerLibraries(CelExtensions.strings())
        .addRuntimeLibraries(CelExtensions.strings())
        .addVarDeclarations(
            Scope.ROOTS.stream().map(r -> CelVarDecl.newVarDeclaration(r, SimpleType.DYN)).toList())
        .addFunctionDeclarations(
            method("lower", "string_lower"),
            method("upper", "string_upper"),
            function("semver.major", "semver_major", SimpleType.INT, SimpleType.STRING),
            function("semver.minor", "semver_minor", SimpleType.INT, SimpleType.STRING),
            function("semver.patch", "semver_patch", SimpleType.INT, SimpleType.STRING),
            function(
                "semver.matches",
                "semver_matches",
                SimpleType.BOOL,
                SimpleType.STRING,
                SimpleType.STRING),
            function(
                "semver.compare",
                "semver_compare",
                SimpleType.INT,
                SimpleType.STRING,
                SimpleType.STRING))
        .addFunctionBindings(
            CelFunctionBinding.from("string_lower", String.class, s -> s.toLowerCase(Locale.ROOT)),
            CelFunctionBinding.from("string_upper", String.class, s -> s.toUpperCase(Locale.ROOT)),
            CelFunctionBinding.from(
                "semver_major", String.class, v -> (long) Version.parse(v).getMajor()),
            CelFunctionBinding.from(
                "semver_minor", String.class, v -> (long) Version.parse(v).getMinor()),
            CelFunctionBinding.from(
                "semver_patch", String.class, v -> (long) Version.parse(v).getPatch()),
            CelFunctionBinding.from(
                "semver_matches",
                String.class,
                String.class,
                (v, range) -> SchemaRange.parse(range).admits(Version.parse(v).getVersion())),
            CelFunctionBinding.from(
                "semver_compare",
                String.class,
                String.class,
                (a, b) -> (long) Version.parse(a).compareTo(Version.parse(b))))
        .build();
  }

  private static CelFunctionDecl method(String name, String overload) {
    return CelFunctionDecl.newFunctionDeclaration(
        name, CelOverloadDecl.newMemberOverload(overload, SimpleType.STRING, SimpleType.STRING));
  }

  private static CelFunctionDecl function(
      String name, String overload, CelType result, CelType... parameters) {
    return CelFunctionDecl.newFunctionDeclaration(
        name, CelOverloadDecl.newGlobalOverload(overload, result, parameters));
  }
}
