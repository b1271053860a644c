import BulkEngine
import Foundation
import Spreadsheets

/// What a template does to a value: a closed list, see the schema.
enum ProfileFilter: Sendable {
  case digits, ascii, upper, lower, stripZeros, cents
  case zeros(Int), left(Int), right(Int), cut(Int), first(Int), last(Int)
  case date(String)
  case decimal(Int, comma: Bool)
  case map(String)
  case zeroForLetter
  case or(String)

  init(_ text: String, maps: Set<String>) throws(TemplateProblem) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let argument = parts.count > 1 ? String(parts[1]) : nil
    let number = argument.flatMap(Int.init).flatMap { (1...4_000).contains($0) ? $0 : nil }
    switch (name, argument, number) {
    case ("digits", nil, _): self = .digits
    case ("ascii", nil, _): self = .ascii
    case ("upper", nil, _): self = .upper
    case ("lower", nil, _): self = .lower
    case ("strip-zeros", nil, _): self = .stripZeros
    case ("cents", nil, _): self = .cents
    case ("zeros", _, .some(let count)): self = .zeros(count)
    case ("left", _, .some(let count)): self = .left(count)
    case ("right", _, .some(let count)): self = .right(count)
    case ("cut", _, .some(let count)): self = .cut(count)
    case ("first", _, .some(let count)): self = .first(count)
    case ("last", _, .some(let count)): self = .last(count)
    case ("date", .some(let format), _) where ProfileDate.isFormat(format): self = .date(format)
    case ("decimal", .some(let argument), _):
      let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
      guard let places = Int(parts[0]), (0...2).contains(places), parts.count <= 2,
        parts.count == 1 || parts[1] == "comma" || parts[1] == "point"
      else { throw Self.unknown(text) }
      self = .decimal(places, comma: parts.count == 2 && parts[1] == "comma")
    case ("map", .some(let name), _):
      guard maps.contains(name) else {
        throw TemplateProblem(
          Bilingual("there is no map '\(name)'", "não há mapa '\(name)'"))
      }
      self = .map(name)
    case ("letter-digit", "zero", _): self = .zeroForLetter
    case ("or", .some(let text), _): self = .or(text)
    default: throw Self.unknown(text)
    }
  }

  private static func unknown(_ text: String) -> TemplateProblem {
    TemplateProblem(
      Bilingual(
        "there is no filter '\(text)'; filters are digits, ascii, upper, lower, zeros:N, left:N, "
          + "right:N, cut:N, first:N, last:N, strip-zeros, date:DDMMYYYY, decimal:2,comma, cents, "
          + "map:NAME, letter-digit:zero and or:TEXT",
        "não há filtro '\(text)'; os filtros são digits, ascii, upper, lower, zeros:N, left:N, "
          + "right:N, cut:N, first:N, last:N, strip-zeros, date:DDMMYYYY, decimal:2,comma, cents, "
          + "map:NOME, letter-digit:zero e or:TEXTO"))
  }

  /// - Parameter isProtected: no part of the value may be lost but zeros in front.
  func apply(
    to value: String, _ context: borrowing ProfileContext, isProtected: Bool
  ) throws(TemplateProblem) -> String {
    switch self {
    case .digits: return value.filter { $0.isASCII && $0.isNumber }
    case .ascii: return PlainLetters.withoutAccents(value)
    case .upper: return value.uppercased()
    case .lower: return value.lowercased()
    case .stripZeros: return String(value.drop { $0 == "0" })
    case .zeros(let count):
      try Self.require(value, atMost: count)
      return String(repeating: "0", count: count - value.count) + value
    case .left(let count):
      try Self.require(value, atMost: count)
      return value + String(repeating: " ", count: count - value.count)
    case .right(let count):
      try Self.require(value, atMost: count)
      return String(repeating: " ", count: count - value.count) + value
    case .cut(let count): return String(value.prefix(count))
    case .first(let count):
      if isProtected { try Self.require(value, atMost: count) }
      return String(value.prefix(count))
    case .last(let count):
      let lost = value.dropLast(min(count, value.count))
      if isProtected, lost.contains(where: { $0 != "0" }) {
        try Self.require(value, atMost: count)
      }
      return String(value.suffix(count))
    case .date(let format):
      if value.isEmpty { return value }
      guard let text = ProfileDate.text(value, format) else {
        throw TemplateProblem(
          Bilingual(
            "this is no date: write it as 2026-01-31", "isto não é uma data: escreva 2026-01-31"))
      }
      return text
    case .cents: return value.isEmpty ? value : String(try Self.cents(value))
    case .decimal(let places, let comma): return try Self.decimal(value, places, comma: comma)
    case .map(let name):
      guard let mapped = context.maps[name]?[value] else {
        throw TemplateProblem(
          Bilingual(
            "the map '\(name)' has nothing for this value",
            "o mapa '\(name)' não tem este valor"))
      }
      return mapped
    case .zeroForLetter:
      return String(value.map { $0.isASCII && $0.isLetter ? "0" : $0 })
    case .or(let text): return value.isEmpty ? text : value
    }
  }

  private static func require(_ value: String, atMost count: Int) throws(TemplateProblem) {
    guard value.count > count else { return }
    throw TemplateProblem(tooLong(value.count, most: count))
  }

  static func tooLong(_ count: Int, most: Int) -> Bilingual {
    Bilingual(
      "it has \(count) characters and \(most) fit",
      "tem \(count) caracteres e cabem \(most)")
  }

  /// `1234.50` to hundredths.
  static func cents(_ text: String) throws(TemplateProblem) -> Int64 {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let decimals = parts.count > 1 ? (parts[1] + "00").prefix(2) : "00"
    guard parts.count <= 2, let value = Int64(parts[0] + decimals), value >= 0 else {
      throw TemplateProblem(Bilingual("it is no amount", "não é um valor"))
    }
    return value
  }

  private static func decimal(
    _ value: String, _ places: Int, comma: Bool
  ) throws(TemplateProblem) -> String {
    if value.isEmpty { return value }
    let cents = try cents(value)
    let scale: Int64 = places == 2 ? 1 : places == 1 ? 10 : 100
    guard cents % scale == 0 else {
      throw TemplateProblem(
        Bilingual(
          "it has more decimals than \(places)", "tem mais de \(places) casas decimais"))
    }
    let text = AmountText.decimal(cents).dropLast(places == 0 ? 3 : 2 - places)
    return comma ? String(text).replacing(".", with: ",") : String(text)
  }
}

/// Dates of settings and records.
enum ProfileDate {
  private static let tokens = ["YYYY", "YY", "DD", "MM", "hh", "mm", "ss"]

  /// Whether the letters of `format` are tokens only.
  static func isFormat(_ format: String) -> Bool {
    var rest = format
    for token in tokens { rest = rest.replacing(token, with: "") }
    return !format.isEmpty && !rest.contains { $0.isLetter || $0.isNumber }
  }

  /// Takes `2026-01-31`, with a time behind it or not, `31/01/2026` and `31012026`.
  static func text(_ value: String, _ format: String) -> String? {
    guard let parts = parts(value) else { return nil }
    var text = format
    for (token, part) in zip(
      tokens, [parts.year, String(parts.year.suffix(2)), parts.day, parts.month] + parts.time)
    {
      text = text.replacing(token, with: part)
    }
    return text
  }

  private static func parts(
    _ value: String
  ) -> (year: String, month: String, day: String, time: [String])? {
    var (year, month, day) = ("", "", "")
    var time = ["00", "00", "00"]
    if let match = value.wholeMatch(
      of: /(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2}).*)?/)
    {
      (year, month, day) = (String(match.1), String(match.2), String(match.3))
      if let hour = match.4, let minute = match.5, let second = match.6 {
        time = [hour, minute, second].map(String.init)
      }
    } else if let match = value.wholeMatch(of: /(\d{2})\/?(\d{2})\/?(\d{4})/) {
      (day, month, year) = (String(match.1), String(match.2), String(match.3))
    } else {
      return nil
    }
    guard let number = Int(month), (1...12).contains(number), let date = Int(day),
      (1...31).contains(date)
    else { return nil }
    return (year, month, day, time)
  }
}

/// Letters without what stands on or under them.
enum PlainLetters {
  private static let others: [Character: String] = [
    "ª": "a", "º": "o", "°": "o", "–": "-", "—": "-", "‘": "'", "’": "'", "“": "\"", "”": "\"",
    "ß": "ss", "Æ": "AE", "æ": "ae", "Ø": "O", "ø": "o", "\u{A0}": " ",
  ]

  static func withoutAccents(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var plain = ""
    for character in text.decomposedStringWithCanonicalMapping {
      if let other = others[character] {
        plain += other
        continue
      }
      let scalars = character.unicodeScalars.filter {
        $0.properties.generalCategory != .nonspacingMark
      }
      plain.unicodeScalars.append(contentsOf: scalars)
    }
    return plain
  }
}
