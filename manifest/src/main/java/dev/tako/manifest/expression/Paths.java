package dev.tako.manifest.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The paths from a root that an expression reads, the longest ones only.
final class Paths {

  /// @param tested inside of `has()`
  record Path(List<String> names, boolean tested) {

    @Override
    public String toString() {
      return String.join(".", names);
    }
  }

  private final Set<Path> found = new LinkedHashSet<>();

  private Paths() {}

  static List<Path> of(CelExpr expression) {
    Paths paths = new Paths();
    paths.visit(expression);
    return List.copyOf(paths.found);
  }

  private void visit(CelExpr e) {
    Path path = path(e);
    if (path != null) {
      found.add(path);
      return;
    }
    switch (e.getKind()) {
      case SELECT -> visit(e.select().operand());
      case CALL -> {
        e.call().target().ifPresent(this::visit);
        e.call().args().forEach(this::visit);
      }
      case LIST -> e.list().elements().forEach(this::visit);
      case MAP -> e.map().entries().forEach(entry -> visit(entry.value()));
      case COMPREHENSION -> {
        visit(e.comprehension().iterRange());
        visit(e.comprehension().loopStep());
        visit(e.comprehension().result());
      }
      case NOT_SET, CONSTANT, IDENT, STRUCT -> {}
    }
  }

  private static @Nullable Path path(CelExpr e) {
    boolean tested = e.getKind() == CelExpr.ExprKind.Kind.SELECT && e.select().testOnly();
    List<String> names = new ArrayList<>();
    CelExpr at = e;
    while (true) {
      switch (at.getKind()) {
        case SELECT -> {
          names.addFirst(at.select().field());
          at = at.select().operand();
        }
        case CALL -> {
          String key = indexKey(at.call());
          if (key == null) {
            return null;
          }
          names.addFirst(key);
          at = at.call().args().getFirst();
        }
        case IDENT -> {
          names.addFirst(at.ident().name());
          return Scope.ROOTS.contains(names.getFirst()) ? new Path(names, tested) : null;
        }
        default -> {
          return null;
        }
      }
    }
  }

  private static @Nullable String indexKey(CelExpr.CelCall call) {
    if (!call.function().equals("_[_]")
        || call.args().getLast().getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
      return null;
    }
    CelConstant key = call.args().getLast().constant();
    return switch (key.getKind()) {
      case STRING_VALUE -> key.stringValue();
      case INT64_VALUE -> Long.toString(key.int64Value());
      default -> null;
    };
  }
}
