import BulkEngine
import Spreadsheets

/// What `summary.json` and `inspect --json` say of a CNAB 240 file.
struct CNABPart: Encodable {
  var layout: String
  var bank: String
  var version: String
  var lots: Int
  /// Whether the company's numbers are the records' codes.
  var hasCodes: Bool
  /// Payments that are no records, by kind.
  var skipped: [String: Int]
  fileprivate let format: CNABFormat

  enum CodingKeys: String, CodingKey {
    case layout, bank, version, lots, skipped
    case hasCodes = "has_codes"
  }

  init(_ format: CNABFormat) {
    self.format = format
    layout = format.layout.rawValue
    (bank, version) = (format.bank, format.version)
    lots = format.lots.count
    hasCodes = format.hasCodes
    skipped = Dictionary(
      uniqueKeysWithValues: format.skipped.map { ($0.kind.rawValue, $0.count) })
  }
}

/// What is said to people of a CNAB 240 file.
enum CNABReport {
  /// Lines of `inspect`.
  static func lines(_ part: CNABPart, _ language: Language) -> [(label: String, value: String)] {
    var lines = [
      (
        language.pick("content", "conteúdo"),
        "CNAB 240, \(part.layout)"
          + language.pick(
            " (bank \(part.bank), version \(part.version))",
            " (banco \(part.bank), versão \(part.version))")
      ),
      (language.pick("lots", "lotes"), String(part.lots)),
    ]
    for sentence in sentences(part.format).dropFirst() {
      lines.append((language.pick("note", "aviso"), sentence.text(language)))
    }
    return lines
  }

  /// What was recognised, then what is not as one would expect.
  static func sentences(_ format: CNABFormat) -> [Bilingual] {
    var sentences = [
      Bilingual(
        "The file is CNAB 240 of bank \(format.bank), read as \(format.layout.rawValue); another "
          + "layout: --cnab-layout.",
        "O arquivo é CNAB 240 do banco \(format.bank), lido como \(format.layout.rawValue); para outro "
          + "layout: --cnab-layout.")
    ]
    sentences += format.skipped.map(sentence)
    if let line = format.oddLots.first {
      sentences.append(
        Bilingual(
          "The lots are not numbered one after the other (the first on line \(line)).",
          "Os lotes não estão numerados em sequência (o primeiro na linha \(line))."))
    }
    if format.withoutDigit * 2 > format.records {
      sentences.append(
        Bilingual(
          "\(format.withoutDigit) of \(format.records) payments have no account digit in positions 42 "
            + "and 43: it seems to stand at the end of the account (30 to 41). Let the payroll system "
            + "write it into its own position.",
          "\(format.withoutDigit) de \(format.records) pagamentos não têm dígito da conta nas posições "
            + "42 e 43: ele parece estar no fim da conta (30 a 41). Faça o sistema da folha gravá-lo na "
            + "posição própria."))
    }
    if !format.hasCodes, format.records > 0 {
      sentences.append(
        Bilingual(
          "The company's numbers (positions 74 to 93) are empty, repeated or of other characters than "
            + "codes have, so codes are made.",
          "Os números da empresa (posições 74 a 93) estão vazios, repetidos ou com caracteres que "
            + "códigos não têm, e os códigos são gerados."))
    }
    return sentences
  }

  private static func sentence(_ skipped: CNABFormat.Skipped) -> Bilingual {
    let count = skipped.count
    let line = skipped.lines.first ?? 0
    let isOne = count == 1
    let (english, portuguese) = name(of: skipped.kind, isOne: isOne)
    return Bilingual(
      isOne
        ? "Not checked: 1 \(english), on line \(line)."
        : "Not checked: \(count) \(english), the first on line \(line).",
      isOne
        ? "Não verificado: 1 \(portuguese), na linha \(line)."
        : "Não verificados: \(count) \(portuguese), o primeiro na linha \(line).")
  }

  private static func name(
    of kind: CNABSkippedKind, isOne: Bool
  ) -> (english: String, portuguese: String) {
    switch kind {
    case .key:
      isOne
        ? ("payment to a PIX key", "pagamento para chave PIX")
        : ("payments to PIX keys", "pagamentos para chaves PIX")
    case .paymentOrder:
      isOne
        ? ("cheque or order of payment", "cheque ou ordem de pagamento")
        : ("cheques or orders of payment", "cheques ou ordens de pagamento")
    case .cancellation:
      isOne
        ? ("cancellation", "cancelamento") : ("cancellations", "cancelamentos")
    case .change:
      isOne
        ? ("change of an earlier payment", "alteração de pagamento anterior")
        : ("changes of earlier payments", "alterações de pagamentos anteriores")
    case .zeroAmount:
      isOne
        ? ("payment of zero", "pagamento de valor zero")
        : ("payments of zero", "pagamentos de valor zero")
    case .notATransfer:
      isOne
        ? ("slip, tax or collection", "boleto, tributo ou cobrança")
        : ("slips, taxes or collections", "boletos, tributos ou cobranças")
    }
  }
}

extension TabularFormat {
  /// What kind of file this is, for programs.
  var contentName: String {
    switch content {
    case .delimited: isFromWorkbook ? "xlsx" : "csv"
    case .json: "json"
    case .cnab: "cnab240"
    }
  }
}
