/// Text in the macros of man(7), UTF-8.
struct Roff {
  private(set) var text = ""

  static func bold(_ text: String) -> String { "\\fB\(literal(text))\\fR" }
  static func italic(_ text: String) -> String { "\\fI\(literal(text))\\fR" }

  mutating func title(_ name: String, program: String, manual: String) {
    raw(".TH \"\(name.uppercased())\" \"1\" \"\" \"\(program)\" \"\(manual)\"")
    // Justified text is hard to read in narrow terminals, and words are not parted by English rules.
    raw(".ad l")
    raw(".nh")
  }

  mutating func section(_ title: String) { raw(".SH \"\(title.uppercased())\"") }

  /// A line that is markup already.
  mutating func raw(_ line: String) { text += line + "\n" }

  /// A line of text.
  mutating func text(_ line: String) { raw(Self.line(line)) }

  /// A tagged paragraph.
  ///
  /// - Parameter tag: markup.
  mutating func entry(_ tag: String, _ words: String) {
    raw(".TP")
    raw(tag)
    text(words)
  }

  /// A further paragraph of an entry.
  mutating func more(_ words: String) {
    raw(".IP")
    text(words.split(separator: "\n").joined(separator: " "))
  }

  /// Paragraphs apart by blank lines; lines that begin with blanks are commands and stay as they are.
  mutating func paragraphs(_ words: String) {
    var isCode = false
    for line in words.split(separator: "\n", omittingEmptySubsequences: false) {
      let begins = line.hasPrefix("  ")
      if begins != isCode { raw(begins ? ".RS 2\n.nf" : ".fi\n.RE") }
      isCode = begins
      if begins {
        raw("\\&" + Self.literal(String(line.dropFirst(2))))
      } else {
        line.isEmpty ? raw(".PP") : text(String(line))
      }
    }
    if isCode { raw(".fi\n.RE") }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e")
  }

  /// What people copy: a hyphen is the character of the keyboard.
  private static func literal(_ text: String) -> String {
    escaped(text).replacing("-", with: "\\-")
  }

  /// A line of text: its options can be copied, and it never begins with what the formatter takes for
  /// a request.
  private static func line(_ text: String) -> String {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.drop { "('".contains($0) }.hasPrefix("-") ? literal(String(word)) : escaped(String(word))
    }
    let isRequest = text.hasPrefix(".") || text.hasPrefix("'")
    return (isRequest ? "\\&" : "") + words.joined(separator: " ")
  }
}
