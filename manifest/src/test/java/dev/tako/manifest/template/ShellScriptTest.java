package dev.tako.manifest.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tako.manifest.expression.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellScriptTest {

  private static final long SEED = 20_261_123;

  /// What a script prints for a value, and how the value is written in it; `V` is the template.
  record Place(String name, String script, String printed, boolean oneLine) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Place> places() {
    return List.of(
        new Place("outside of quotes", "printf '%s\\0' V", "V", false),
        new Place("inside of a word", "printf '%s\\0' pre-V\"-\"V'-post'", "pre-V-V-post", false),
        new Place("in double quotes", "printf '%s\\0' \"a $((1 + 1)) V b\"", "a 2 V b", false),
        new Place("in single quotes", "printf '%s\\0' 'a \\ V \"b'", "a \\ V \"b", false),
        new Place("assigned", "X=V; printf '%s\\0' \"$X\"", "V", false),
        new Place(
            "in a substitution", "X=\"$(printf '%s.' V)\"; printf '%s\\0' \"${X%.}\"", "V", false),
        new Place(
            "in quotes of a substitution in quotes",
            "X=\"a$(printf '%s.' \"b V\" 'c V')\"; printf '%s\\0' \"$X\"",
            "ab V.c V.",
            false),
        new Place("in a here-document", "cat <<EOF\nV\nEOF\nprintf '\\0'", "V\n", false),
        new Place(
            "in the middle of a here-document",
            "cat <<EOF; printf '%s\\0' \"V\"\n$((2 + 2)) `echo x` $(echo y) E-V-OF\nEV\nEOF\n",
            "4 x y E-V-OF\nEV\nV",
            false),
        new Place(
            "in a here-document with tabs",
            "cat <<-EOF\n\tV|V\n\tEOF\nprintf '\\0'",
            "V|V\n",
            false),
        new Place(
            "in a quoted here-document",
            "cat <<'E F'\n$x V `\nE F\nprintf '\\0'",
            "$x V `\n",
            false),
        new Place(
            "in two here-documents of a line",
            "cat <<A - <<\"B\"\nA1\nA\nb V\nB\nprintf '%s\\0' V",
            "b V\nV",
            false),
        new Place(
            "in a here-document of a substitution",
            "X=\"$(cat <<EOF\nV\nEOF\nprintf .\n)\"; printf '%s\\0' \"$X\"",
            "V\n.",
            false),
        new Place("in a comment", "# V\nprintf '%s\\0' ok # V", "ok", false),
        new Place(
            "in a case",
            "case V in x | \"V\") printf '%s\\0' 'V' ;; *) printf 'no\\0' ;; esac",
            "V",
            false),
        new Place(
            "quoted by hand", "printf '%s\\0' {{ .inputs.VALUE | shell_quote }}", "V", false));
  }

  @ParameterizedTest
  @MethodSource("places")
  void a_value_is_printed_exactly_wherever_it_stands(Place place, @TempDir Path directory) {
    // Given
    List<String> values = values(new Random(SEED), 80);
    Map<String, Object> inputs = new LinkedHashMap<>();
    StringBuilder script = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (String value : values) {
      String name = "v" + inputs.size();
      inputs.put(name, value);
      script.append(
          place.script().replace("VALUE", name).replace("V", "{{ .inputs." + name + " }}"));
      script.append('\n');
      expected.append(place.printed().replace("V", value)).append('\0');
    }
    Template template = Template.parse(script.toString());

    // When
    String rendered = template.renderShell(Scope.of(Map.of("inputs", inputs)));

    // Then
    for (String shell : List.of("sh", "bash")) {
      String printed = Shell.output(shell, rendered, directory);
      assertThat(printed.split("\0", -1))
          .as("%s, %s, seed %d", shell, place, SEED)
          .containsExactly(expected.toString().split("\0", -1));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void no_value_runs_as_code_in_scripts_made_at_random(long seed, @TempDir Path directory) {
    Random random = new Random(SEED + seed);
    for (int i = 0; i < 40; i++) {
      // Given
      String script = randomScript(random);
      Scope scope =
          Scope.of(Map.of("inputs", Map.of("v", ATTACKS.get(random.nextInt(ATTACKS.size())))));

      // When
      String rendered;
      try {
        rendered = Template.parse(script).renderShell(scope);
      } catch (TemplateException _) {
        continue;
      }
      for (String shell : List.of("sh", "bash")) {
        Shell.output(shell, rendered, directory);

        // Then
        assertThat(Files.exists(directory.resolve("pwned")))
            .as("%s ran the value in:%n%s%nmade from:%n%s%nseed %d", shell, rendered, script, seed)
            .isFalse();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo `echo {{ .inputs.v }}`       | a value cannot stand in `…`; write $(…) instead",
        "echo \"`echo {{ .inputs.v }}`\"   | a value cannot stand in `…`; write $(…) instead",
        "echo ${x:-{{ .inputs.v }}}        | a value cannot stand in ${…}",
        "echo $'{{ .inputs.v }}'           | a value cannot stand in $'…'",
        "echo ${{ .inputs.v }}             | a value cannot stand right after '$' (a template is written {{ … }}, without it)",
        "echo \"${{ .inputs.v }}\"         | a value cannot stand right after '$' (a template is written {{ … }}, without it)",
        "echo \\{{ .inputs.v }}            | a value cannot stand right after a backslash",
        "cat <<{{ .inputs.v }}             | a value cannot stand right after a here-document's `<<`",
        "echo $((1 + {{ .inputs.v }}))     | expected a whole number in arithmetic, found 'a'",
        "echo \"$(( {{ .inputs.v }} ))\"   | expected a whole number in arithmetic, found 'a'",
        "(( {{ .inputs.v }} > 1 ))         | expected a whole number in arithmetic, found 'a'",
        "a[{{ .inputs.v }}]=1              | expected a whole number in arithmetic, found 'a'",
        "a[\"{{ .inputs.v }}\"]=1          | expected a whole number in arithmetic, found 'a'",
        "X=$(case a in a) :;; esac; echo {{ .inputs.v }}) | cannot tell how a value is quoted after a `case` inside of $(…)",
        "echo \"${x:-\"a\"}\" {{ .inputs.v }} | cannot tell how a value is quoted after quotes inside of ${…}"
      })
  void a_value_is_refused_where_it_cannot_be_made_safe(String script, String reason) {
    // Given
    Scope scope = Scope.of(Map.of("inputs", Map.of("v", "a")));

    // When, Then
    assertThatThrownBy(() -> Template.parse(script).renderShell(scope))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(reason)
        .hasMessageEndingWith("; give the value to the step by `env` and write \"$NAME\" here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cat <<'E'~{{ .inputs.v }}~E~   | x^E^y  | a line with the value would be 'E' and end the here-document",
        "cat <<'E'~{{ .inputs.v }}F~EF~ | E      | ",
        "cat <<\\EF~E{{ .inputs.v }}~EF~ | F     | a line with the value would be 'EF' and end the here-document",
        "cat <<-'E'~{{ .inputs.v }}~E~  | a^>b   | a line of the value begins with a tab, which `<<-` would take away",
        "[[ {{ .inputs.v }} == x ]]     | a[1]   | bash may evaluate a value with a '[' inside of [[ … ]]",
        "[[ x == x ]]; echo {{ .inputs.v }} | a[1] | ",
        "echo {{ .inputs.v }}           | a@b    | the value holds a NUL character, which no shell can"
      })
  void a_value_that_would_end_its_place_is_refused(String script, String value, String reason) {
    // Given
    String text = script.replace('~', '\n');
    Scope scope =
        Scope.of(
            Map.of(
                "inputs",
                Map.of("v", value.replace('^', '\n').replace('>', '\t').replace('@', '\0'))));

    // When
    String message;
    try {
      message = Template.parse(text).renderShell(scope).isEmpty() ? "empty" : null;
    } catch (TemplateException e) {
      message = e.getMessage();
    }

    // Then
    if (reason == null) {
      assertThat(message).isNull();
    } else {
      assertThat(message).contains(reason);
    }
  }

  private static final List<String> NASTY =
      List.of(
          "'",
          "\"",
          "\\",
          "$",
          "`",
          "\n",
          "\t",
          " ",
          "!",
          "#",
          "&",
          ";",
          "|",
          "<",
          ">",
          "(",
          ")",
          "{",
          "}",
          "[",
          "]",
          "*",
          "?",
          "~",
          "=",
          "%",
          "^",
          "-",
          "EOF",
          "\nEOF\n",
          "\n\tEOF\n",
          "$(id)",
          "`id`",
          "${HOME}",
          "$HOME",
          "'; id; '",
          "\"; id; \"",
          "\\\n",
          "a",
          "é",
          "🐙",
          "\r",
          "$'",
          "A\n",
          "B x",
          "%s");

  private static List<String> values(Random random, int count) {
    List<String> values =
        new ArrayList<>(List.of("", "plain", "EOF", "-n", "\n", "\\", "$", "a\nEOF\nb"));
    while (values.size() < count) {
      StringBuilder value = new StringBuilder();
      for (int i = random.nextInt(8); i >= 0; i--) {
        value.append(NASTY.get(random.nextInt(NASTY.size())));
      }
      values.add(value.toString());
    }
    return values;
  }

  private static final List<String> ATTACKS =
      List.of(
          "$(:>pwned)",
          "`:>pwned`",
          ";:>pwned;",
          "\n:>pwned\n",
          "';:>pwned;'",
          "\";:>pwned;\"",
          "\nE\n:>pwned\n",
          "a[$(:>pwned)]",
          ")\n:>pwned\n",
          "));:>pwned;((",
          "}\n:>pwned\n",
          "\\\";:>pwned;\\\"",
          "'\n:>pwned\n'",
          "\"\n:>pwned\n\"",
          "*/\n:>pwned #",
          "`\n:>pwned\n`");

  private static final List<String> FRAGMENTS =
      List.of(
          "{{ .inputs.v }}",
          "{{ .inputs.v }}",
          "{{ .inputs.v }}",
          "{{ .inputs.v }}",
          "echo ",
          "'",
          "\"",
          "$(",
          ")",
          "(",
          "`",
          "\\",
          "\n",
          "\n",
          " ",
          " ",
          "#",
          " # ",
          "<<E\n",
          "<<'E'\n",
          "<<-E\n",
          "<<E ",
          "\nE\n",
          "\n\tE\n",
          "E",
          "${x:-",
          "${x",
          "}",
          "$x",
          "((",
          "))",
          "$((",
          "[[ ",
          " ]]",
          "case a in ",
          "a) ",
          ";; esac",
          "; ",
          "a[",
          "]=",
          "]",
          "=",
          "x=",
          "1",
          "$",
          "$'",
          "{ ",
          "; }\n",
          "<(",
          "<<<",
          "if :; then ",
          "; fi\n",
          "~",
          "*",
          "|",
          "&&");

  private static String randomScript(Random random) {
    StringBuilder script = new StringBuilder("echo ");
    for (int i = 3 + random.nextInt(9); i >= 0; i--) {
      script.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
    }
    return script.append('\n').toString();
  }
}
