package dev.tako.manifest.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelUnparserFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The sentence that says why an expression came out as it did. Of several parts joined by `&&`,
/// one that was false decides, even where another could not be evaluated.
final class Explanation {

  private static final int LONGEST_VALUE = 200;

  private Explanation() {}

  static String of(CelAbstractSyntaxTree ast, String source, Scope scope) {
    List<CelExpr> parts = conjuncts(ast.getExpr());
    if (parts.size() == 1) {
      return source + " " + outcome(source, ast.getExpr(), scope) + values(ast.getExpr(), scope);
    }
    String failed = null;
    for (CelExpr part : parts) {
      String text = text(part, ast);
      String outcome = outcome(text, part, scope);
      String told = text + " " + outcome + values(part, scope);
      if (outcome.equals("was false")) {
        return told;
      }
      failed = failed == null && !outcome.equals("was true") ? told : failed;
    }
    return failed == null ? source + " was true" + values(ast.getExpr(), scope) : failed;
  }

  private static List<CelExpr> conjuncts(CelExpr e) {
    List<CelExpr> all = new ArrayList<>();
    if (e.getKind() == CelExpr.ExprKind.Kind.CALL && e.call().function().equals("_&&_")) {
      e.call().args().forEach(arg -> all.addAll(conjuncts(arg)));
    } else {
      all.add(e);
    }
    return all;
  }

  private static String text(CelExpr part, CelAbstractSyntaxTree ast) {
    return CelUnparserFactory.newUnparser()
        .unparse(CelAbstractSyntaxTree.newParsedAst(part, ast.getSource()));
  }

  private static String outcome(String text, CelExpr part, Scope scope) {
    try {
      return "was " + shown(Expression.compile(text).evaluate(scope));
    } catch (ExpressionException e) {
      String reason = e.getMessage();
      String values = values(part, scope);
      boolean told = !values.isEmpty() && reason.endsWith(values);
      int end = reason.length() - (told ? values.length() : 0);
      return "could not be evaluated (" + reason.substring(0, end) + ")";
    }
  }

  /// `: event.payload.size = 4`; empty when it looked at none.
  static String values(CelExpr part, Scope scope) {
    List<String> values = new ArrayList<>();
    for (Paths.Path path : Paths.of(part)) {
      try {
        values.add(path + " = " + shown(scope.at(path.names())));
      } catch (MissingValueException _) {
        values.add(path + " is absent");
      }
    }
    return values.isEmpty() ? "" : ": " + String.join(", ", values.stream().distinct().toList());
  }

  private static String shown(@Nullable Object value) {
    String text =
        value instanceof String s ? "'" + s.replace("\n", "\\n") + "'" : Values.text(value);
    return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text;
  }
}
