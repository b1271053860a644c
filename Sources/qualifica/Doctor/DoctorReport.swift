import Foundation

/// Everything that was looked at, for people and for scripts.
struct DoctorReport: Encodable {
  let examinations: [Examination]

  /// The code of the first that failed, in the order in which a run would meet it.
  var status: ExitStatus { examinations.lazy.compactMap(\.code).first ?? .allValid }

  /// One line each, and one below it that says what to do.
  func lines(_ language: Language, onlyTroubles: Bool) -> [String] {
    examinations.filter { !onlyTroubles || $0.todo != nil }.flatMap { examination in
      let line = [
        Self.padded(Self.word(examination.state, language), to: 8),
        Self.padded(examination.name.rawValue, to: 8), examination.says,
      ].joined(separator: " ")
      return [line] + (examination.todo.map { ["\(Self.padded("", to: 17)) -> \($0)"] } ?? [])
    }
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(ProgramVersion.text, forKey: .version)
    try container.encode(status.rawValue, forKey: .exit_code)
    var list = container.nestedUnkeyedContainer(forKey: .checks)
    for examination in examinations {
      var item = list.nestedContainer(keyedBy: Key.self)
      try item.encode(examination.name.rawValue, forKey: .name)
      try item.encode(examination.state, forKey: .state)
      try item.encode(examination.says, forKey: .message)
      try item.encodeIfPresent(examination.todo, forKey: .next)
      try item.encodeIfPresent(examination.code?.rawValue, forKey: .exit_code)
    }
  }

  private enum Key: String, CodingKey {
    case version, checks, name, state, message, next, exit_code
  }

  private static func word(_ state: Examination.State, _ language: Language) -> String {
    switch state {
    case .ok: "ok"
    case .warning: language.pick("warning", "atenção")
    case .failed: language.pick("FAILED", "FALHOU")
    case .skipped: "-"
    }
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
