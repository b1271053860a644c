/// One thing that was looked at: how it stands and, where it does not stand well, what to do.
struct Examination: Equatable {
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

  static func ok(_ name: Name, _ says: String) -> Examination {
    Examination(name: name, state: .ok, says: says)
  }

  static func warning(_ name: Name, _ says: String, todo: String) -> Examination {
    Examination(name: name, state: .warning, says: says, todo: todo)
  }

  static func failed(
    _ name: Name, _ code: ExitStatus, _ says: String, todo: String
  ) -> Examination {
    Examination(name: name, state: .failed, says: says, todo: todo, code: code)
  }

  static func skipped(_ name: Name, _ says: String) -> Examination {
    Examination(name: name, state: .skipped, says: says)
  }

  /// What threw while it was looked at, with the exit code that a run would end with.
  static func failed(_ name: Name, _ error: any Error, _ language: Language) -> Examination {
    let failure = Failure(error)
    let text = failure.text(language)
    // Sentences of failures say what happened first, then what to do.
    guard let end = text.firstRange(of: ". ") ?? text.firstRange(of: "; ") else {
      return .failed(name, failure.code, text, todo: language.pick("Mend it.", "Corrija."))
    }
    return .failed(
      name, failure.code, String(text[..<end.lowerBound]), todo: String(text[end.upperBound...]))
  }
}
