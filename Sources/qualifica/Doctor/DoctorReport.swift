import BulkEngine
import Foundation

/// One thing that was looked at: how it stands and, where it does not stand well, what to do.
struct DoctorCheck: Equatable {
  enum State: String, Encodable {
    case ok
    case warning
    case failed
    /// Not looked at, because something before it failed or it does not apply.
    case skipped
  }

  /// Stable words, for programs.
  enum Name: String, CaseIterable {
    case token, address, proxy, tls, api, permission, guide, clock, disk

    /// What people call it.
    func text(_ language: Language) -> String {
      switch self {
      case .token: language.pick("token", "chave")
      case .address: language.pick("address", "endereço")
      case .proxy: "proxy"
      case .tls: "TLS"
      case .api: "API"
      case .permission: language.pick("permission", "permissão")
      case .guide: language.pick("guide", "guia")
      case .clock: language.pick("clock", "relógio")
      case .disk: language.pick("disk", "disco")
      }
    }
  }

  let name: Name
  let state: State
  /// A sentence.
  let says: String
  /// What to do; nil when there is nothing to do.
  var todo: String?
  /// What a run would end with; only of what failed.
  var code: ExitStatus?

  static func ok(_ name: Name, _ says: String) -> DoctorCheck {
    DoctorCheck(name: name, state: .ok, says: says)
  }

  static func warning(_ name: Name, _ says: String, todo: String) -> DoctorCheck {
    DoctorCheck(name: name, state: .warning, says: says, todo: todo)
  }

  static func failed(
    _ name: Name, _ code: ExitStatus, _ says: String, todo: String
  ) -> DoctorCheck {
    DoctorCheck(name: name, state: .failed, says: says, todo: todo, code: code)
  }

  static func skipped(_ name: Name, _ says: String) -> DoctorCheck {
    DoctorCheck(name: name, state: .skipped, says: says)
  }

  /// What threw while it was looked at, with the exit code that a run would end with.
  static func failed(_ name: Name, _ error: any Error, _ language: Language) -> DoctorCheck {
    let failure = Failure(error)
    let explanation = failure.explanation
    let what = explanation.what.text(language)
    return .failed(
      name, failure.code, what.hasSuffix(".") ? String(what.dropLast()) : what,
      todo: explanation.next.text(language))
  }
}

/// Everything that was looked at, for people and for scripts.
struct DoctorReport: Encodable {
  let examinations: [DoctorCheck]

  /// The code of the first that failed, in the order in which a run would meet it.
  var status: ExitStatus { examinations.lazy.compactMap(\.code).first ?? .allValid }

  /// A row each, and below it what to do; the word in front has a colour where one may be shown.
  func lines(
    _ language: Language, onlyTroubles: Bool, columns: Int?
  ) -> [(text: String, word: String, colour: Terminal.Colour?)] {
    let shown = examinations.filter { !onlyTroubles || $0.todo != nil }
    let rows = shown.map { examination -> [[String]] in
      let row = [
        Self.word(examination.state, language), examination.name.text(language), examination.says,
      ]
      return [row] + (examination.todo.map { [["", "", "→ \($0)"]] } ?? [])
    }
    // All together, so that the columns are as wide in every row.
    let lines = TextLayout.table(rows.flatMap(\.self), columns: columns)
    let colours = Dictionary(
      [
        (Self.word(.ok, language), Terminal.Colour.good),
        (Self.word(.warning, language), .doubtful), (Self.word(.failed, language), .bad),
      ], uniquingKeysWith: { first, _ in first })
    return lines.map { line in
      let word = String(line.prefix { $0 != " " })
      return (text: line, word: word, colour: colours[word])
    }
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

  private static func word(_ state: DoctorCheck.State, _ language: Language) -> String {
    switch state {
    case .ok: "ok"
    case .warning: language.pick("warning", "atenção")
    case .failed: language.pick("FAILED", "FALHOU")
    case .skipped: "-"
    }
  }
}
