import BrazilianBanking
import QualificaTestKit
import Testing

/// What the check digits of CPF and CNPJ find, at the rates that `ErrorDetection.md` derives.
struct DocumentDetectionTests {
  enum Kind: Sendable, CaseIterable {
    case cpf
    case numericCNPJ
    case alphanumericCNPJ

    /// Places in front of the check digits.
    var body: Int { self == .cpf ? 9 : 12 }

    var alphabet: [Character] {
      Array(self == .alphanumericCNPJ ? "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" : "0123456789")
    }

    func document(_ generator: inout SeededGenerator) -> [Character] {
      switch self {
      case .cpf: Array(generator.cpf())
      case .numericCNPJ: Array(generator.cnpj(letters: false))
      case .alphanumericCNPJ: Array(generator.cnpj(letters: true))
      }
    }

    func holds(_ text: [Character]) -> Bool {
      isDocument(String(text), self == .cpf ? .cpf : .cnpj)
    }
  }

  @Test(
    "Changed characters are found",
    arguments: [
      (Kind.cpf, 0.0022), (.numericCNPJ, 0.0004), (.alphanumericCNPJ, 0.0687),
    ])
  func changedCharactersAreFound(_ kind: Kind, _ undetected: Double) {
    let rate = share(kind) { text, generator in
      let position = Int.random(in: 0..<kind.body, using: &generator)
      text[position] = generator.pick(kind.alphabet.filter { $0 != text[position] })
    }
    #expect(abs(rate - undetected) < tolerance(undetected), "\(rate)")
  }

  @Test(
    "Exchanged neighbours are found",
    arguments: [
      (Kind.cpf, 0.0016), (.numericCNPJ, 0.0014), (.alphanumericCNPJ, 0.0697),
    ])
  func exchangedNeighboursAreFound(_ kind: Kind, _ undetected: Double) {
    let rate = share(kind) { text, generator in
      let pairs = (0..<(kind.body - 1)).filter { text[$0] != text[$0 + 1] }
      guard !pairs.isEmpty else { return }
      let position = generator.pick(pairs)
      text.swapAt(position, position + 1)
    }
    #expect(abs(rate - undetected) < tolerance(undetected), "\(rate)")
  }

  @Test("Every generated document holds", arguments: Kind.allCases)
  func everyGeneratedDocumentHolds(_ kind: Kind) {
    var generator = SeededGenerator(seed: 31)
    for _ in 0..<2_000 { #expect(kind.holds(kind.document(&generator))) }
  }

  /// Characters whose values leave the same remainder are interchangeable: nobody can tell.
  @Test(
    "Characters of a class stand for each other",
    arguments: ["0FQ", "1GR", "2HS", "3IT", "4JU", "5KV", "6ALW", "7BMX", "8CNY", "9DOZ", "EP"])
  func charactersOfAClassStandForEachOther(_ characters: String) {
    var generator = SeededGenerator(seed: 32)
    for _ in 0..<20 {
      var text = generator.cnpj(letters: true).map(\.self)
      let position = Int.random(in: 0..<12, using: &generator)
      let verdicts = characters.map { character in
        text[position] = character
        return Kind.alphanumericCNPJ.holds(text)
      }
      #expect(Set(verdicts).count == 1)
    }
  }

  private func share(
    _ kind: Kind, _ damage: (inout [Character], inout SeededGenerator) -> Void
  ) -> Double {
    var generator = SeededGenerator(seed: 33)
    var undetected = 0
    let count = 40_000
    for _ in 0..<count {
      var text = kind.document(&generator)
      damage(&text, &generator)
      if kind.holds(text) { undetected += 1 }
    }
    return Double(undetected) / Double(count)
  }

  /// Four standard deviations.
  private func tolerance(_ rate: Double) -> Double { 4 * (rate / 40_000).squareRoot() }
}

private func isDocument(_ text: String, _ kind: DocumentKind) -> Bool {
  document(text, kind).document != nil
}
