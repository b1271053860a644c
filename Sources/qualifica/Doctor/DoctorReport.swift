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

  /// Stable words; the same in every language.
  enum Name: String, CaseIterable {
    case token, address, proxy, tls, api, clock, disk
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

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
