import BulkEngine
import Foundation
import Spreadsheets

/// A question that only a whole typed word answers with yes.
enum Consent {
  /// What a person typed.
  enum Answer: Equatable {
    case yes
    case no
    /// Meant as a yes, maybe: the question deserves a word more.
    case unclear
  }

  private static let mostTries = 3
  private static let longestAnswer = 1_000

  /// What `text` means; nil is the end of the input.
  static func meaning(of text: String?) -> Answer {
    guard let text else { return .no }
    let word = text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    if ["yes", "sim"].contains(word) { return .yes }
    let nearly = ["s", "si", "y", "ye", "ok", "yep", "claro"]
    let letters = word.filter(\.isLetter)
    return nearly.contains(letters) || ["yes", "sim"].contains(letters) ? .unclear : .no
  }

  /// Whether somebody can be asked: what is asked must be seen, and an answer can be typed.
  static var isPossible: Bool { Terminal.inputIsTerminal && Terminal.errorIsTerminal }

  /// Asks until the answer is clear; what was typed before the question does not count.
  ///
  /// - Throws: `CancellationError` when a signal comes instead of an answer.
  static func ask(_ question: String, _ language: Language) throws -> Bool {
    let before = Interruption.shared.begin(.asking)
    defer { Interruption.shared.begin(before) }
    for _ in 0..<mostTries {
      StandardInput.forgetTypedAhead()
      Terminal.draw(question)
      switch meaning(of: try line()) {
      case .yes: return true
      case .no: return false
      case .unclear:
        Terminal.say(
          language.pick(
            "Please type the whole word: yes (or sim). Anything else is a no.",
            "Digite a palavra inteira: sim (ou yes). Qualquer outra resposta é não."))
      }
    }
    return false
  }

  private static func line() throws -> String? {
    var bytes = Data()
    while bytes.count < longestAnswer {
      // A terminal that went away is the end of the input, too.
      let part: Data
      do { part = try StandardInput.read(upTo: longestAnswer) } catch let error as POSIXError {
        _ = error
        part = Data()
      }
      guard !part.isEmpty else {
        // The signal of a terminal that closes comes about now.
        usleep(50_000)
        try Task.checkCancellation()
        Terminal.say("")
        return nil
      }
      bytes += part
      if let end = bytes.firstIndex(of: 0x0A) {
        return String(decoding: bytes[..<end], as: UTF8.self)
      }
    }
    return ""
  }
}

/// Money would move without consent.
struct ConsentMissing: CommandError {
  /// The whole command that gives the consent.
  var command: String
  /// What is consented to, see ``OperationOffer/consent``.
  var consent: Bilingual
  /// Records that were proven absent at the API; nil where it is about the plan.
  var absent: Int?

  var status: ExitStatus { .usage }
  var explanation: Explanation {
    guard let absent else {
      return Explanation(
        Bilingual(
          "\(consent.english) and nobody agreed to it: nothing was sent.",
          "\(consent.portuguese) e ninguém consentiu: nada foi enviado."),
        next: Bilingual(
          "To send what the plan above shows: \(command)",
          "Para enviar o que o plano acima mostra: \(command)"))
    }
    return Explanation(
      Bilingual(
        "\(consent.english): sending again what is not at the API (\(absent) of the records) needs "
          + "consent.",
        "\(consent.portuguese): reenviar o que não está na API (registros: \(absent)) exige "
          + "consentimento."),
      next: Bilingual(
        "To send it again: \(command)",
        "Para reenviar: \(command)"))
  }
}

/// The command as it was typed.
enum TypedCommand {
  /// With one more option at its end.
  static func with(_ option: String) -> String {
    var words = ["qualifica"] + SystemPath.arguments
    words.insert(option, at: words.firstIndex(of: "--") ?? words.endIndex)
    return words.map(SystemPath.shellWord).joined(separator: " ")
  }
}

/// More records are rejected than `--max-errors` allows; nothing more is sent.
struct ErrorBudgetExceeded: CommandError {
  let rejected: Int
  let records: Int
  let budget: ErrorBudget
  /// Whether an earlier process of the run has sent something.
  let wasBegun: Bool
  let folder: RunFolder

  /// - Returns: `nil` while the plan is within the run's budget.
  init?(_ run: Run, folder: RunFolder) {
    guard let rejected = run.rejectedBeyondBudget, let plan = run.plan,
      let budget = run.settings.maximumErrors
    else { return nil }
    self.rejected = rejected
    self.records = plan.records
    self.budget = budget
    wasBegun = run.batchesNumbered > 0
    self.folder = folder
  }

  var status: ExitStatus { .stopped }
  var explanation: Explanation {
    let command = SuggestedCommand.resume(folder, " --max-errors \(rejected)")
    let (english, portuguese) = (Language.english, Language.portuguese)
    let fix = OutputNames(in: folder).fix
    return Explanation(
      Bilingual(
        "\(share(english)), more than --max-errors \(most(english)) allows: nothing "
          + "\(wasBegun ? "more " : "")was sent.",
        "\(share(portuguese)), mais do que --max-errors \(most(portuguese)) permite: nada "
          + "\(wasBegun ? "mais " : "")foi enviado."),
      next: Bilingual(
        "Correct \(fix), or send the others with: \(command)",
        "Corrija \(fix), ou envie os demais com: \(command)"))
  }

  private func share(_ language: Language) -> String {
    let part = language.decimal(Double(rejected) * 100 / Double(max(records, 1)))
    let (rejected, records) = (language.number(rejected), language.number(records))
    return language.pick(
      "\(rejected) of \(records) records are rejected (\(part) %)",
      "\(rejected) de \(records) registros rejeitados (\(part) %)")
  }

  private func most(_ language: Language) -> String {
    switch budget {
    case .records(let count): language.number(count)
    case .percent(let percent): "\(language.decimal(percent))%"
    }
  }
}

extension Run {
  /// How many records the plan rejects, where that is more than the run's budget allows.
  var rejectedBeyondBudget: Int? {
    guard let plan, let budget = settings.maximumErrors,
      budget.isExceeded(rejected: plan.rejected, of: plan.records)
    else { return nil }
    return plan.rejected
  }
}
