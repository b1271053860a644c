/// Columns whose name says that they hold the numbers or security codes of payment cards.
package enum CardColumns {
  /// Whether a header names such a column.
  package static func isNamed(_ header: String) -> Bool {
    let folded = HeaderFolding.fold(header)
    // Longer than any of the names: most headers of a workbook's notes.
    guard folded.utf8.count <= 64 else { return false }
    let words = folded.split(separator: " ").map(String.init)
    return !securityCodes.isDisjoint(with: words)
      || words.contains("cvc") && words.allSatisfy(wordsAroundCodes.contains)
      || names.contains(words.filter { !links.contains($0) }.joined())
      || isNumberOfCard(words) || speaksOfSecurityCode(words)
  }

  /// Whether a text of JSON has keys with such a name, at any depth.
  package static func areKeys(of json: Span<UInt8>) -> Bool {
    var (index, text) = (0, 0..<0)
    while index < json.count {
      switch json[index] {
      case 0x22:
        let start = index + 1
        index = start
        while index < json.count, json[index] != 0x22 { index += json[index] == 0x5C ? 2 : 1 }
        text = start..<min(index, json.count)
      case 0x3A where (1...64).contains(text.count):
        if isNamed(String(decoding: text.map { json[$0] }, as: UTF8.self)) { return true }
        text = 0..<0
      case 0x20, 0x09, 0x0A, 0x0D: break
      default: text = 0..<0
      }
      index += 1
    }
    return false
  }

  /// A word that names nothing else, whatever stands around it.
  private static let securityCodes: Set<String> = ["cvv", "cvv2", "cvc2", "cvvcvc", "cvccvv"]

  /// CVC is a travel agency, too: alone and beside these words it is the code.
  private static let wordsAroundCodes: Set<String> = links.union([
    "cvc", "codigo", "cod", "code", "cartao", "credito", "debito", "card", "verificacao",
    "seguranca", "security", "numero", "digitos", "3", "4", "tres",
  ])

  private static let links: Set<String> = ["do", "da", "de", "o", "of", "the"]

  private static let numbers: Set<String> = [
    "numero", "number", "num", "nr", "nro", "no", "nº", "n",
  ]

  /// Words for cards of payment, without what links them; other cards have other words.
  private static let cards: Set<String> = [
    "cartao", "cartaocredito", "cartaodebito", "cartaocreditooudebito", "cartaocreditodebito",
    "cartaopagamento", "card", "creditcard", "debitcard", "paymentcard",
  ]

  /// The number of a card, said in any order.
  private static func isNumberOfCard(_ words: [String]) -> Bool {
    cards.contains(words.filter { !numbers.contains($0) && !links.contains($0) }.joined())
  }

  private static func speaksOfSecurityCode(_ words: [String]) -> Bool {
    let plain = words.filter { !links.contains($0) }
    let phrases = [
      ["codigo", "seguranca"], ["cod", "seguranca"], ["security", "code"],
      ["card", "verification"],
    ]
    return zip(plain, plain.dropFirst()).contains { phrases.contains([$0, $1]) }
  }

  /// Written together, or of one word; without what links words.
  private static let names: Set<String> = {
    var names: Set<String> = [
      "pan", "primaryaccountnumber", "cardpan", "pancartao", "pandocartao", "cards", "cartoes",
      "codigoverificadorcartao", "cvc", "cvccartao", "cvcdocartao", "cvvcartao", "cvvdocartao",
      "cvccode", "cvvcode", "cardcvc", "cardcvv", "securitycode", "cardsecuritycode",
      "cardverificationvalue", "cardverificationcode", "cardverificationnumber",
      "codigodeseguranca", "codigoseguranca", "coddeseguranca", "codseguranca",
    ]
    let together = cards.union(["cartaodecredito", "cartaodedebito", "cartaodepagamento"])
    names.formUnion(together)
    for card in together {
      for number in numbers {
        names.formUnion([number + card, number + "do" + card, card + number])
      }
    }
    for code in ["codigodeseguranca", "codigoseguranca"] {
      names.formUnion([code + "cartao", code + "docartao"])
    }
    return names
  }()
}
