package dev.tako.manifest.template;

/// The word after `<<`, which says where a here-document ends and whether it expands anything.
///
/// @param end the index after the word
record DelimiterReader(HereDocument document, int end) {

  static DelimiterReader read(String script, int start) {
    int i = start;
    boolean stripsTabs = i < script.length() && script.charAt(i) == '-';
    i += stripsTabs ? 1 : 0;
    while (i < script.length() && (script.charAt(i) == ' ' || script.charAt(i) == '\t')) {
      i++;
    }
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    while (i < script.length() && " \t\n;&|<>()".indexOf(script.charAt(i)) < 0) {
      char c = script.charAt(i);
      if (c == '\'' || c == '"') {
        quoted = true;
        int close = script.indexOf(c, i + 1);
        int end = close < 0 ? script.length() : close;
        word.append(script, i + 1, end);
        i = end + 1;
      } else if (c == '\\' && i + 1 < script.length()) {
        quoted = true;
        word.append(script.charAt(i + 1));
        i += 2;
      } else {
        word.append(c);
        i++;
      }
    }
    HereDocument document = new HereDocument(word.toString(), quoted, stripsTabs);
    return new DelimiterReader(document, Math.min(i, script.length()));
  }
}
