package dev.tako.manifest.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The versions and ranges that stand as constants in an expression's calls of `semver` functions.
///
/// @param mistakes those that are none, each with its column
/// @param ranges those that are ranges
record SemverConstants(List<ExpressionException> mistakes, List<SchemaRange> ranges) {

  private static final String MATCHES = "semver.matches";

  static SemverConstants in(CelAbstractSyntaxTree ast, String source) {
    SemverConstants found = new SemverConstants(new ArrayList<>(), new ArrayList<>());
    CelNavigableAst.fromAst(ast)
        .getRoot()
        .allNodes()
        .map(node -> node.expr())
        .filter(e -> e.getKind() == CelExpr.ExprKind.Kind.CALL)
        .filter(e -> e.call().function().startsWith("semver."))
        .forEach(e -> {
          List<CelExpr> arguments = e.call().args();
          for (int i = 0; i < arguments.size(); i++) {
            String text = text(arguments.get(i));
            if (text != null) {
              Integer at = ast.getSource().getPositionsMap().get(arguments.get(i).id());
              int column = at == null ? 1 : source.offsetByCodePoints(0, at) + 1;
              found.read(text, i == 1 && e.call().function().equals(MATCHES), column);
            }
          }
        });
    return found;
  }

  private static @Nullable String text(CelExpr e) {
    return e.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && e.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? e.constant().stringValue()
        : null;
  }

  private void read(String text, boolean isRange, int column) {
    try {
      if (isRange) {
        ranges.add(SchemaRange.parse(text));
      } else {
        Version.parse(text);
      }
    } catch (SwappedLimitsException e) {
      mistakes.add(new ExpressionException(String.valueOf(e.getMessage()), column, e.hint()));
    } catch (IllegalArgumentException e) {
      mistakes.add(new ExpressionException(String.valueOf(e.getMessage()), column));
    }
  }
}
