package dev.tako.runner.dependency;

import dev.tako.runner.dependency.Format.MalformedException;
import java.util.ArrayList;
import java.util.List;

/// The texts of an XML document's elements that hold nothing but text, with their places. Nothing
/// is resolved: a text with an entity in it is left out, and so is all markup that is no element.
///
/// A name in a path is `name#n`, where `n` tells the element from its siblings.
final class XmlTexts {
  private static final int DEEPEST = 200;

  private final String text;
  private final List<Leaf> leaves = new ArrayList<>();
  private final List<String> path = new ArrayList<>();
  private int elements;

  /// Where the text of the innermost element begins; -1 when it cannot be one text.
  private int start = -1;

  private XmlTexts(String text) {
    this.text = text;
  }

  static List<Leaf> of(String text) throws MalformedException {
    XmlTexts xml = new XmlTexts(text);
    int at = 0;
    for (int tag = text.indexOf('<'); tag >= 0; tag = text.indexOf('<', at)) {
      at = xml.markup(tag);
    }
    if (!xml.path.isEmpty()) {
      throw malformed("</" + plain(xml.path.getLast()) + ">");
    }
    return xml.leaves;
  }

  /// @return where what follows the markup begins
  private int markup(int tag) throws MalformedException {
    if (text.startsWith("<!--", tag)) {
      start = -1;
      return after("-->", tag + 4);
    }
    if (text.startsWith("<![CDATA[", tag)) {
      start = -1;
      return after("]]>", tag);
    }
    if (text.startsWith("<!", tag) || text.startsWith("<?", tag)) {
      return after(">", tag);
    }
    int end = endOfTag(tag);
    if (text.charAt(tag + 1) == '/') {
      close(tag, text.substring(tag + 2, end - 1).strip());
    } else if (text.charAt(end - 2) != '/') {
      open(text.substring(tag + 1, end - 1).strip().split("\\s", 2)[0]);
      start = end;
    } else {
      start = -1;
    }
    return end;
  }

  private void open(String name) throws MalformedException {
    if (path.size() >= DEEPEST) {
      throw malformed("at most " + DEEPEST + " levels");
    }
    path.add(name + "#" + ++elements);
  }

  private void close(int tag, String name) throws MalformedException {
    if (path.isEmpty() || !plain(path.getLast()).equals(name)) {
      throw malformed(path.isEmpty() ? "no </" + name + ">" : "</" + plain(path.getLast()) + ">");
    }
    if (start >= 0) {
      String whole = text.substring(start, tag);
      String value = whole.strip();
      int from = start + whole.indexOf(value);
      if (!value.isEmpty() && value.indexOf('&') < 0) {
        leaves.add(new Leaf(path, value, from, from + value.length()));
      }
    }
    path.removeLast();
    start = -1;
  }

  /// A `>` may stand in an attribute.
  private int endOfTag(int tag) throws MalformedException {
    char quote = 0;
    for (int i = tag + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return i + 1;
      }
    }
    throw malformed("'>'");
  }

  private int after(String end, int from) throws MalformedException {
    int at = text.indexOf(end, from);
    if (at < 0) {
      throw malformed("'" + end + "'");
    }
    return at + end.length();
  }

  static String plain(String name) {
    int number = name.lastIndexOf('#');
    return number < 0 ? name : name.substring(0, number);
  }

  private static MalformedException malformed(String expected) {
    return new MalformedException("expected XML with " + expected);
  }
}
