import BulkEngine
import CallbackServer
import Spreadsheets

/// Which values fit a setting, wherever they come from.
enum SettingKind: Sendable {
  case text
  case flag
  case choice([String])
  case language
  case encoding
  case outputEncoding
  case delimiter
  case whole(ClosedRange<Int>)
  case rate
  /// In seconds, and its ends as people write them.
  case duration(ClosedRange<Double>, String, String)
  case errorBudget
  case address
  /// A name of ``OperationTable``.
  case operation

  /// What is wrong with `text`; `nil` when it fits.
  func problem(_ text: String) -> Bilingual? {
    guard !fits(text) else { return nil }
    if case .operation = self { return UnknownOperation(name: text).problem }
    if case .text = self { return Bilingual("it is empty", "está vazia") }
    let shown = SettingError.shown(text)
    return Bilingual(
      "'\(shown)' is not \(expected.english)", "'\(shown)' não é \(expected.portuguese)")
  }

  /// What is wrong with a value that is no text and no number of this kind, such as a list.
  var misfit: Bilingual {
    Bilingual(
      "the value is not \(expected.english)", "o valor não é \(expected.portuguese)")
  }

  private func fits(_ text: String) -> Bool {
    switch self {
    case .text: !text.isEmpty
    case .flag: Self.isOn(text) != nil
    case .choice(let names): names.contains(text)
    case .language: Language(name: text) != nil
    case .encoding: TextEncoding(name: text) != nil
    case .outputEncoding: TextEncoding(name: text) != nil
    case .delimiter: Input.delimiterByte(text) != nil
    case .whole(let range): NumberText.whole(text).map(range.contains) ?? false
    case .rate: RateText.perSecond(text) != nil
    case .duration(let range, _, _): DurationText.seconds(text).map(range.contains) ?? false
    case .errorBudget: ErrorBudget(text: text) != nil
    case .address: ListenAddress(text) != nil
    case .operation: OperationTable.names.contains(text)
    }
  }

  /// What fits, behind "is not".
  private var expected: Bilingual {
    switch self {
    case .text: Bilingual("a text in quotes", "um texto entre aspas")
    case .flag: Bilingual("true or false", "true nem false")
    case .choice(let names):
      Bilingual(Self.list(names, "or"), Self.list(names, "nem"))
    case .language: Bilingual("pt-BR or en", "pt-BR nem en")
    case .encoding:
      Bilingual(
        "an encoding that is known: utf-8, windows-1252, iso-8859-1, cp850, macintosh, utf-16le or utf-16be",
        """
        uma codificação conhecida: utf-8, windows-1252, iso-8859-1, cp850, macintosh, utf-16le ou \
        utf-16be
        """
      )
    case .outputEncoding:
      Bilingual(
        """
        an encoding that is known: utf-8, utf-8-sig, windows-1252, iso-8859-1, cp850, macintosh, \
        utf-16le or utf-16be
        """,
        """
        uma codificação conhecida: utf-8, utf-8-sig, windows-1252, iso-8859-1, cp850, macintosh, \
        utf-16le ou utf-16be
        """
      )
    case .delimiter:
      Bilingual(
        "one character that can separate fields: ; , | or tab",
        "um caractere que separe campos: ; , | ou tab"
      )
    case .whole(let range):
      Bilingual(
        "a whole number from \(range.lowerBound) to \(range.upperBound)",
        "um número inteiro de \(range.lowerBound) a \(range.upperBound)"
      )
    case .rate:
      Bilingual(
        "a number from 0.001 to 1000000000 such as 5 or 1.5, or unlimited",
        "um número de 0,001 a 1000000000, como 5 ou 1,5, nem unlimited"
      )
    case .duration(_, let least, let most):
      Bilingual(
        "a duration from \(least) to \(most), such as 500ms, 30s, 15m, 2h or 1d",
        "uma duração de \(least) a \(most), como 500ms, 30s, 15m, 2h ou 1d"
      )
    case .errorBudget:
      Bilingual(
        "a number of records such as 10, or a part of them such as 2%",
        "um número de registros como 10, nem uma parte deles como 2%"
      )
    case .operation: Bilingual("an operation", "uma operação")
    case .address: Bilingual("host:port, such as 127.0.0.1:8090", "host:porta, como 127.0.0.1:8090")
    }
  }

  private static func list(_ names: [String], _ conjunction: String) -> String {
    guard names.count > 1 else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + " \(conjunction) " + (names.last ?? "")
  }

  /// What a text says of a flag; `nil` when it says nothing.
  static func isOn(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "1", "true", "yes", "on": true
    case "0", "false", "no", "off": false
    default: nil
    }
  }
}

/// Requests per second as people write them.
enum RateText {
  /// Slower than one request in a quarter of an hour is no rate; faster than any network is no limit.
  private static let range = 0.001...PaceSettings.unlimitedRate

  /// `nil` when the text is no rate.
  static func perSecond(_ text: String) -> Double? {
    if text == "unlimited" { return PaceSettings.unlimitedRate }
    return NumberText.decimal(text).flatMap { range.contains($0) ? $0 : nil }
  }

  static func text(perSecond rate: Double) -> String {
    if rate >= PaceSettings.unlimitedRate { return "unlimited" }
    return rate == rate.rounded() ? "\(Int(rate))" : NumberText.text(rate)
  }
}

extension ErrorBudget {
  /// `10` records, or `2%` or `2,5%` of all; `nil` for anything else.
  init?(text: String) {
    if text.hasSuffix("%") {
      guard let percent = NumberText.decimal(text.dropLast()), percent <= 100 else { return nil }
      self = .percent(percent)
    } else {
      guard let count = NumberText.whole(text) else { return nil }
      self = .records(count)
    }
  }
}

/// A setting that cannot be used; the value of a secret is never part of it.
struct SettingError: CommandError, Equatable {
  /// Who gave the setting.
  enum Origin: Sendable, Equatable {
    case flag
    case environment(variable: String)
    case file(path: String)
  }

  /// The long name of the option; empty for a file that is of no use as a whole.
  var option: String
  var origin = Origin.flag
  var problem: Bilingual

  init(_ option: String, _ origin: Origin, _ problem: Bilingual) {
    self.option = option
    self.origin = origin
    self.problem = problem
  }

  /// Of a flag.
  init(_ setting: Setting, _ english: String, _ portuguese: String) {
    self.init(setting.rawValue, .flag, Bilingual(english, portuguese))
  }

  /// A flag is a matter of usage, everything else one of configuration.
  var status: ExitStatus { origin == .flag ? .usage : .configuration }

  /// Characters of a name or a value that a message repeats.
  private static let longestShown = 60

  /// What a message repeats of a name or a value.
  static func shown(_ text: String) -> String {
    text.count > longestShown ? text.prefix(longestShown) + "…" : text
  }

  private var shownOption: String { Self.shown(option) }

  var explanation: Explanation {
    let what: Bilingual
    switch origin {
    case .flag:
      return Explanation(
        Bilingual(
          "--\(shownOption): \(problem.english).", "--\(shownOption): \(problem.portuguese)."),
        next: Bilingual(
          "See '\(HelpTree.command())'.", "Veja '\(HelpTree.command())'."))
    case .environment(let variable):
      what = Bilingual(
        "\(variable) in the environment: \(problem.english).",
        "\(variable) no ambiente: \(problem.portuguese).")
    case .file(let path):
      let place = option.isEmpty ? path : "\(path), \"\(shownOption)\""
      what = Bilingual("\(place): \(problem.english).", "\(place): \(problem.portuguese).")
    }
    return Explanation(
      what,
      next: Bilingual(
        "Correct it there; 'qualifica config' shows every setting.",
        "Corrija ali; 'qualifica config' mostra todas as configurações."))
  }
}
