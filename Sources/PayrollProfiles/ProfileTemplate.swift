import BulkEngine
import Spreadsheets

/// Text with places that a record, a setting or a total fills: `{field|filter:argument}`.
struct ProfileTemplate: Sendable {
  enum Piece: Sendable {
    case text(String)
    case place(Reference, [ProfileFilter])
  }

  enum Reference: Sendable, Equatable {
    case record(String)
    case setting(String)
    case count, sum, sequence, today
  }

  private(set) var pieces: [Piece] = []

  init() {}

  /// - Parameter columns: names of the fields that a record has.
  /// - Throws: what is wrong with the text.
  init(_ text: String, columns: Set<String>, maps: Set<String>) throws(TemplateProblem) {
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
      guard let close = rest[open...].firstIndex(of: "}") else {
        throw TemplateProblem(
          Bilingual("a { is not closed", "uma { não foi fechada"))
      }
      let inside = rest[rest.index(after: open)..<close]
      let parts = inside.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      var filters: [ProfileFilter] = []
      for part in parts.dropFirst() { filters.append(try ProfileFilter(part, maps: maps)) }
      pieces.append(.place(try Self.reference(parts[0], columns), filters))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    for case .place(.record(let name), let filters) in pieces where Self.isProtected(name) {
      if filters.contains(where: { if case .cut = $0 { true } else { false } }) {
        throw TemplateProblem(
          Bilingual(
            "\(name) must not be cut: another number would be paid",
            "\(name) não pode ser cortado: seria outro número"))
      }
    }
  }

  private static func reference(
    _ name: String, _ columns: Set<String>
  ) throws(TemplateProblem) -> Reference {
    switch name {
    case "count": return .count
    case "sum": return .sum
    case "sequence": return .sequence
    case "today": return .today
    default: break
    }
    if name.hasPrefix("setting."), name.count > 8 { return .setting(String(name.dropFirst(8))) }
    if columns.contains(name) { return .record(name) }
    let nearest =
      columns.union(["count", "sum", "sequence", "today"])
      .min { EditDistance.letters($0, name) < EditDistance.letters($1, name) } ?? ""
    throw TemplateProblem(
      Bilingual(
        "there is no field '\(name)'; the nearest is '\(nearest)'",
        "não há campo '\(name)'; o mais parecido é '\(nearest)'"))
  }

  /// Values of which no part may be lost.
  static func isProtected(_ name: String) -> Bool {
    [
      "document", "bank_code", "bank_branch", "bank_branch_digit", "account", "account_digit",
      "amount",
    ].contains(name)
  }

  /// Names of the settings that it needs.
  var settings: Set<String> {
    Set(
      pieces.compactMap { piece in
        guard case .place(.setting(let name), let filters) = piece,
          !filters.contains(where: { if case .or = $0 { true } else { false } })
        else { return nil }
        return name
      })
  }

  /// Names of the settings that it takes where there are any.
  var possibleSettings: Set<String> {
    Set(
      pieces.compactMap { piece in
        if case .place(.setting(let name), _) = piece { name } else { nil }
      })
  }

  var hasTotals: Bool {
    pieces.contains { piece in
      if case .place(let reference, _) = piece {
        reference == .count || reference == .sum
      } else {
        false
      }
    }
  }

  /// The name of the first record's field, for messages.
  var fieldName: String? {
    for case .place(.record(let name), _) in pieces { return name }
    return nil
  }

  var holdsProtected: Bool {
    pieces.contains { piece in
      if case .place(.record(let name), _) = piece { Self.isProtected(name) } else { false }
    }
  }

  /// The text with its places filled.
  ///
  /// - Throws: ``TemplateProblem`` for a value that a filter cannot take.
  func text(_ context: borrowing ProfileContext) throws(TemplateProblem) -> String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .text(let fixed): text += fixed
      case .place(let reference, let filters):
        var value = context.value(reference)
        let isProtected =
          if case .record(let name) = reference { Self.isProtected(name) } else { false }
        for filter in filters {
          value = try filter.apply(to: value, context, isProtected: isProtected)
        }
        text += value
      }
    }
    return text
  }
}

/// What is wrong with a template or with a value in it.
struct TemplateProblem: Error {
  var problem: Bilingual
  init(_ problem: Bilingual) { self.problem = problem }
}

/// What templates are filled from.
struct ProfileContext: Sendable {
  var record: [String: String] = [:]
  var settings: [String: String] = [:]
  var maps: [String: [String: String]] = [:]
  var count = 0
  var sumInCents: Int64 = 0
  var sequence = 0
  /// `2026-01-31`
  var today = ""

  func value(_ reference: ProfileTemplate.Reference) -> String {
    switch reference {
    case .record(let name): record[name] ?? ""
    case .setting(let name): settings[name] ?? ""
    case .count: String(count)
    case .sum: AmountText.decimal(sumInCents)
    case .sequence: String(sequence)
    case .today: today
    }
  }
}
