import BrazilianBanking
import BulkEngine
import Spreadsheets

/// The bank a person asks about, found by COMPE code, ISPB or name.
struct BankQuestion {
  /// The bank's own rule, or that of all banks without one.
  let rule: RuleDescription
  /// COMPE code; nil when it cannot be told.
  let compe: UInt16?
  /// The bank in the list, nil when the list lacks it.
  let bank: Bank?

  /// - Parameter text: a COMPE code, an ISPB of eight digits, a name of the list, or words of the
  ///   name of a bank that has a rule.
  /// - Throws: ``BankQuestionError``.
  init(_ text: String, in banks: BankDirectory) throws {
    let reading = readBank(text.utf8.span, in: banks)
    if let compe = reading.compe {
      self.init(rule: describeRule(bank: compe), compe: compe, in: banks)
    } else if reading.fault == .unlistedISPB {
      self.init(rule: describeRule(bank: 0), compe: nil, in: banks)
    } else if let fault = reading.fault, fault != .unknownName {
      throw BankQuestionError.noBank(fault)
    } else {
      try self.init(words: text, in: banks)
    }
  }

  private init(words: String, in banks: BankDirectory) throws {
    let found = findRules(named: words.utf8.span)
    if found.count > 1 {
      throw BankQuestionError.several(found.map { "\(threeDigits($0.compe)) \($0.name)" })
    }
    self.init(rule: found.first ?? describeRule(bank: 0), compe: found.first?.compe, in: banks)
  }

  private init(rule: RuleDescription, compe: UInt16?, in banks: BankDirectory) {
    self.rule = rule
    self.compe = compe
    bank = compe.flatMap { banks.bank(compe: $0) }
  }

  /// Whether the bank has a rule of its own.
  var hasRule: Bool { rule.compe > 0 }
}

/// A COMPE code with its three digits.
func threeDigits(_ compe: UInt16) -> String {
  compe.zeroPadded(to: 3)
}

/// A question that names no bank, or more than one.
enum BankQuestionError: Error {
  case noBank(BankFault)
  case several([String])

  func text(_ language: Language) -> String {
    switch self {
    case .noBank(let fault):
      language.pick(fault.text.english, fault.text.portuguese) + " "
        + language.pick(
          "'qualifica rules' lists the banks.", "'qualifica rules' lista os bancos.")
    case .several(let names):
      language.pick("Several banks have this name: ", "Vários bancos têm esse nome: ")
        + names.joined(separator: ", ")
        + language.pick(". Give the code.", ". Informe o código.")
    }
  }
}
