extension CNABFault {
  /// One English sentence with line and position.
  package var sentence: String { "Line \(line), position \(position): \(kind.english)." }

  /// The same in Portuguese.
  package var portugueseSentence: String {
    "Linha \(line), posição \(position): \(kind.portuguese)."
  }
}

extension CNABFault.Kind {
  fileprivate var english: String {
    switch self {
    case .length(let count): "the line has \(count) characters instead of 240"
    case .noFileTrailer: "the file ends without its trailer (record type 9), so it was cut off"
    case .noLotTrailer: "the lot ends without its trailer (record type 5)"
    case .lotCount(let written, let counted):
      "the lot's trailer says \(plain(written)) lines, the lot has \(counted)"
    case .lotSum(let written, let counted):
      "the lot's trailer says \(amount(written, point: ".")), the payments add up to "
        + amount("\(counted)", point: ".")
    case .lotsOfFile(let written, let counted):
      "the file's trailer says \(plain(written)) lots, the file has \(counted)"
    case .linesOfFile(let written, let counted):
      "the file's trailer says \(plain(written)) lines, the file has \(counted)"
    case .order: "this line cannot stand here: a line before it is missing, or files were joined"
    case .recordType: "there is no such type of record"
    case .amount: "the amount is no number"
    case .tooManySegments: "too many segments follow this payment"
    }
  }

  fileprivate var portuguese: String {
    switch self {
    case .length(let count): "a linha tem \(count) caracteres em vez de 240"
    case .noFileTrailer:
      "o arquivo termina sem o trailer (registro tipo 9), ou seja, foi cortado"
    case .noLotTrailer: "o lote termina sem o trailer (registro tipo 5)"
    case .lotCount(let written, let counted):
      "o trailer do lote informa \(plain(written)) linhas, mas o lote tem \(counted)"
    case .lotSum(let written, let counted):
      "o trailer do lote informa \(amount(written, point: ",")), mas os pagamentos somam "
        + amount("\(counted)", point: ",")
    case .lotsOfFile(let written, let counted):
      "o trailer do arquivo informa \(plain(written)) lotes, mas o arquivo tem \(counted)"
    case .linesOfFile(let written, let counted):
      "o trailer do arquivo informa \(plain(written)) linhas, mas o arquivo tem \(counted)"
    case .order:
      "esta linha não pode estar aqui: falta uma linha antes dela, ou arquivos foram juntados"
    case .recordType: "este tipo de registro não existe"
    case .amount: "o valor não é um número"
    case .tooManySegments: "há segmentos demais depois deste pagamento"
    }
  }

  /// Digits without leading zeros; nothing else of the file is shown.
  private func plain(_ written: String) -> String {
    guard !written.isEmpty, written.utf8.allSatisfy({ $0 &- 0x30 <= 9 }) else { return "?" }
    let digits = written.drop { $0 == "0" }
    return digits.isEmpty ? "0" : String(digits)
  }

  private func amount(_ cents: String, point: String) -> String {
    let digits = plain(cents)
    guard digits != "?" else { return digits }
    let padded = String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
    return padded.dropLast(2) + point + padded.suffix(2)
  }
}
