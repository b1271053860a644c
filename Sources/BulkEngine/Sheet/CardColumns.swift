/// Columns whose name says that they hold the numbers or security codes of payment cards.
package enum CardColumns {
  /// Whether a header names such a column.
  package static func isNamed(_ header: String) -> Bool {
    let folded = HeaderFolding.fold(header)
    // Longer than any of the names: most headers of a workbook's notes.
    guard folded.utf8.count <= 64 else { return false }
    return names.contains(folded.filter { $0 != " " })
  }

  /// Without blanks.
  private static let names: Set<String> = {
    let cards = [
      "cartao", "cartaodecredito", "cartaocredito", "cartaodedebito", "cartaodebito",
      "cartaodecreditooudebito", "cartaodepagamento",
    ]
    let numbers = ["numero", "num", "nr", "nro", "no", "nº", "n"]
    var names: Set<String> = [
      "card", "creditcard", "debitcard", "paymentcard", "pan", "primaryaccountnumber",
      "cardpan", "pandocartao", "pancartao",
    ]
    names.formUnion(cards)
    for card in cards {
      for number in numbers { names.formUnion([number + card, number + "do" + card]) }
    }
    for card in ["card", "creditcard", "debitcard", "paymentcard"] {
      names.formUnion(["number", "no", "num", "nr"].map { card + $0 })
    }
    let codes = ["cvv", "cvv2", "cvc", "cvc2", "cvvcvc", "cvccvv", "csc", "cvn"]
    names.formUnion(codes)
    for code in codes {
      names.formUnion([code + "docartao", code + "cartao", "card" + code, code + "code"])
    }
    for code in ["codigodeseguranca", "codigoseguranca", "coddeseguranca", "codseguranca"] {
      names.formUnion([code, code + "docartao", code + "cartao"])
    }
    names.formUnion([
      "codigoverificadordocartao", "securitycode", "cardsecuritycode", "cardverificationvalue",
      "cardverificationcode", "cardverificationnumber",
    ])
    return names
  }()
}
