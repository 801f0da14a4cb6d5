package dev.tako.manifest.lint;

import dev.tako.manifest.CheckoutStep;
import dev.tako.manifest.FanOutStep;
import dev.tako.manifest.NoopStep;
import dev.tako.manifest.PollStep;
import dev.tako.manifest.Produces;
import dev.tako.manifest.PullRequestStep;
import dev.tako.manifest.RunStep;
import dev.tako.manifest.Step;
import dev.tako.manifest.UpdateDependencyStep;
import dev.tako.manifest.Workflow;
import dev.tako.manifest.template.Template;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which inputs the templates, conditions and scripts of a workflow read.
final class InputsRead {

  /// A variable of a script, or a path that an expression only tests with `has()`.
  private static final Pattern NAMED =
      Pattern.compile("(?:TAKO_INPUT_|\\binputs\\.)([A-Za-z0-9_-]+)");

  private final Set<String> names = new HashSet<>();
  private boolean all;

  private InputsRead() {}

  static InputsRead of(Workflow workflow) {
    InputsRead read = new InputsRead();
    read.add(workflow.env());
    workflow.steps().forEach(read::add);
    return read;
  }

  /// Whether something reads this input; a hyphen in its name may be written as an underscore.
  boolean has(String input) {
    return all || names.contains(normal(input));
  }

  private static String normal(String name) {
    return name.replace('-', '_').toLowerCase(Locale.ROOT);
  }

  private void add(Step step) {
    if (step.condition() != null) {
      step.condition().paths().forEach(this::path);
      script(step.condition().source());
    }
    step.onFailure().forEach(this::script);
    Produces produces = step.produces();
    if (produces != null) {
      produces.events().forEach(event -> add(event.payload()));
    }
    switch (step) {
      case RunStep run -> {
        script(run.run());
        add(run.variables().env());
        add(run.workingDirectory());
      }
      case FanOutStep fanOut -> add(fanOut.payload());
      case CheckoutStep checkout -> add(checkout.ref());
      case UpdateDependencyStep update -> {
        add(update.name());
        add(update.version());
        add(update.variables().env());
      }
      case PullRequestStep request -> {
        add(request.title());
        add(request.body());
        add(request.base());
        add(request.branch());
      }
      case PollStep _, NoopStep _ -> {}
    }
  }

  void add(@Nullable Object value) {
    switch (value) {
      case String text -> script(text);
      case Map<?, ?> map -> map.values().forEach(this::add);
      case List<?> list -> list.forEach(this::add);
      case null, default -> {}
    }
  }

  private void script(String text) {
    Template.parse(text).references().forEach(reference -> path(reference.path()));
    Matcher named = NAMED.matcher(text);
    while (named.find()) {
      names.add(normal(named.group(1)));
    }
  }

  private void path(List<String> path) {
    if (path.getFirst().equals("inputs")) {
      all |= path.size() == 1;
      names.addAll(path.stream().skip(1).limit(1).map(InputsRead::normal).toList());
    }
  }
}
