/// What `report.html` shows, as text that ``PageTemplate`` sets; nothing personal.
///
/// The template takes the values by their names and escapes them; only drawings are markup already. A
/// name stands for one thing on all levels: what is nil is looked for further out.
struct PageContent {
  /// `pt-BR` or `en`.
  var language: String
  var title: String
  /// What kind of page this is, above the title.
  var kicker: String
  var badge: Badge?
  /// What was run, where and when.
  var facts: [Fact]
  /// What to do now.
  var next: Next
  var figures: [Figure]
  /// The parts of the page in their order; one without content is left out.
  var sections: [Section]
  /// What the list of parts is called.
  var contents: String
  var footer: String

  /// What colours say, beside the words: they never stand alone.
  enum Mood: String {
    case good, attention, wait, stop, plain
  }

  /// What nobody may overlook: that this was a rehearsal, or the real thing.
  struct Badge {
    var badgeText: String
    var badgeMood: Mood
  }

  struct Fact {
    var name: String
    var fact: String
  }

  struct Next {
    var label: String
    var heading: String
    var mood: Mood
    var paragraphs: [String] = []
    var list: Steps?

    struct Steps {
      var steps: [Step]
    }

    struct Step {
      var sentence: String
      /// To be pasted into a shell.
      var command: String?
    }
  }

  /// A number with a word for it.
  struct Figure {
    var figure: Number
    var label: String
    /// What stands below in small letters.
    var remark: String?
    var mood: Mood
  }

  /// A number as people write it and as programs read it.
  struct Number {
    var text: String
    var plain: String
  }

  struct Section {
    /// The page's own name of the part.
    var id: String
    var heading: String
    var caption: String?
    /// SVG, with what stands around it; escaped.
    var drawing: String?
    var table: Table?
    var list: Lines?
    /// What was cut off, and where to find it.
    var more: String?
    var details: Details?
    var files: Links?
  }

  /// Without one there is no list at all.
  struct Lines {
    var lines: [String]

    /// - Returns: nil for no lines.
    init?(_ lines: [String]) {
      guard !lines.isEmpty else { return nil }
      self.lines = lines
    }
  }

  struct Links {
    var links: [Link]
  }

  /// What is folded away until it is asked for.
  struct Details {
    var summary: String
    var detailList: Lines?
    var detailTable: Table?
  }

  struct Link {
    var href: String
    var file: String
    var meaning: String
  }

  /// The first cell of a row names it.
  struct Table {
    /// For those who hear the page.
    var tableCaption: String
    var columns: [Column]
    var rows: [Row]
  }

  struct Column {
    var column: String
    var isNumeric = false
  }

  struct Row {
    var first: Cell
    var cells: [Cell] = []
  }

  struct Cell {
    var text: String
    /// What a program reads; nil for words.
    var number: String?
    /// A second line in small letters.
    var small: String?
    /// A stable name that other files have, too.
    var code: String?
    /// The name of a mood, for a dot of its colour.
    var dot: String?

    init(_ text: String, small: String? = nil, code: String? = nil, dot: Mood? = nil) {
      self.text = text
      self.small = small
      self.code = code
      self.dot = dot?.rawValue
    }

    init(_ number: Number) {
      text = number.text
      self.number = number.plain
    }
  }
}

extension Language {
  /// A count for people and for programs.
  func figure(_ count: Int) -> PageContent.Number {
    PageContent.Number(text: number(count), plain: "\(count)")
  }

  /// `98,5%`; a part that is not the whole is never told as 100, one that is there never as 0.
  func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    var tenths = (Double(part) * 1000 / Double(whole)).rounded()
    if part < whole { tenths = min(tenths, 999) }
    if part > 0 { tenths = max(tenths, 1) }
    return decimal(tenths / 10) + "%"
  }
}
