import BulkEngine

/// A setting that cannot be used; the value of a secret is never part of it.
struct SettingError: ExplainedError, Equatable {
  /// Who gave the setting.
  enum Origin: Sendable, Equatable {
    case flag
    case environment(variable: String)
    case file(path: String)
  }

  /// The long name of the option; empty for a file that is of no use as a whole.
  var option: String
  var origin = Origin.flag
  /// In English.
  var problem: String
  var portuguese: String

  init(option: String, origin: Origin = .flag, problem: String, portuguese: String) {
    self.option = option
    self.origin = origin
    self.problem = problem
    self.portuguese = portuguese
  }

  init(_ option: String, _ origin: Origin, _ problem: BothLanguages) {
    self.init(
      option: option, origin: origin, problem: problem.english, portuguese: problem.portuguese)
  }

  /// A flag is a matter of usage, everything else one of configuration.
  var status: ExitStatus { origin == .flag ? .usage : .configuration }

  /// Characters of a name that a message repeats.
  private static let longestShown = 60

  private var shownOption: String {
    option.count > Self.longestShown ? option.prefix(Self.longestShown) + "…" : option
  }

  func text(_ language: Language) -> String {
    let option = shownOption
    let problem = language.pick(problem, portuguese)
    switch origin {
    case .flag:
      return language.pick(
        "--\(option): \(problem). See 'qualifica help' and the command's name.",
        "--\(option): \(problem). Veja 'qualifica help' e o nome do comando.")
    case .environment(let variable):
      return language.pick(
        "\(variable) in the environment: \(problem).", "\(variable) no ambiente: \(problem).")
    case .file(let path):
      guard !option.isEmpty else { return "\(path): \(problem)." }
      return "\(path), \"\(option)\": \(problem)."
    }
  }
}
