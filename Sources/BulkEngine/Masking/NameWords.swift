/// The words of everybody's name in an input, to take them out of what the API says.
///
/// A filter of fixed size however long the input is: a word that is in it is always found, and of
/// others one in thousands. A word that is only taken for a name is hidden, which does no harm.
package struct NameWords: Sendable {
  /// A megabyte, enough for hundreds of thousands of different words.
  private static let bitCount: UInt64 = 1 << 23
  private static let probes: UInt64 = 4
  /// Letters of the shortest word that is kept.
  static let shortest = 3
  /// Letters of the longest word that is kept.
  static let longest = 40

  /// Empty while there is no word.
  private var bits: [UInt64] = []
  private var isEverything = false

  /// No words at all.
  package static let none = NameWords()

  /// Every word counts as a name: where the input can no longer be read.
  package static let all: NameWords = {
    var words = NameWords()
    words.bits = [UInt64](repeating: .max, count: Int(bitCount / 64))
    words.isEverything = true
    return words
  }()

  package init() {}

  /// The words that were taken from names: what is none as it stands may be one in disguise.
  var known: NameWords { isEverything ? .none : self }

  package var isEmpty: Bool { bits.isEmpty }

  /// Takes the words of `name`, UTF-8; of an e-mail address those in front of its sign.
  mutating func insert(name: ArraySlice<UInt8>) {
    let name = name.firstIndex(of: UInt8(ascii: "@")).map { name[..<$0] } ?? name
    for part in name.split(separator: 0x20) {
      let isPlain = part.allSatisfy { ($0 | 0x20) &- 0x61 < 26 }
      if isPlain {
        insert(part.map { $0 | 0x20 }[...])
      } else {
        for word in ForeignSentences.words(of: String(decoding: part, as: UTF8.self)) {
          insert(word[...])
        }
      }
    }
  }

  /// Takes a folded word.
  private mutating func insert(_ word: ArraySlice<UInt8>) {
    guard (Self.shortest...Self.longest).contains(word.count) else { return }
    if bits.isEmpty { bits = [UInt64](repeating: 0, count: Int(Self.bitCount / 64)) }
    let (hash, step) = Self.hash(of: word)
    for probe in 0..<Self.probes {
      let bit = Self.place(hash &+ probe &* step)
      bits[Int(bit >> 6)] |= 1 << (bit & 63)
    }
  }

  /// Whether a folded word is one of a name.
  func contains(_ word: ArraySlice<UInt8>) -> Bool {
    guard !bits.isEmpty, (Self.shortest...Self.longest).contains(word.count) else { return false }
    let (hash, step) = Self.hash(of: word)
    for probe in 0..<Self.probes {
      let bit = Self.place(hash &+ probe &* step)
      guard bits[Int(bit >> 6)] >> (bit & 63) & 1 == 1 else { return false }
    }
    return !Self.isOrdinary(word)
  }

  /// Whether sentences of the API have this folded word.
  static func isOrdinary(_ word: ArraySlice<UInt8>) -> Bool {
    ordinary.contains(String(decoding: word, as: UTF8.self))
  }

  private static func place(_ hash: UInt64) -> UInt64 { hash >> 20 & (bitCount - 1) }

  private static func hash(of word: ArraySlice<UInt8>) -> (UInt64, step: UInt64) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash ^= hash >> 29
    return (hash, (hash &* 0x9E37_79B9_7F4A_7C15) | 1)
  }

  /// Words that sentences about records are made of and companies are named with, folded.
  private static let ordinary: Set<String> = Set(
    """
    account accounts agencia agency agent already amount and api area arquivo aguarde avenida bank \
    banco bancaria bancario batch beneficiario beneficiary branch campo campos cannot check checking \
    code codigo com conta contas corrente cnpj com company cpf creditada credito dados das data \
    date debito deposit deposito digit digito digitos does document documento dos duplicada \
    duplicado duplicate ele ela empresa encontrada encontrado erro error errors esta este exist \
    exists existe existente failed falha favorecido field fields final formato found from has have \
    holder incorreta incorreto informada informado internal invalid invalida invalido its lote \
    mais maximum message minimum missing motivo mais must name nao necessario nome not number \
    numero obrigatoria obrigatorio once only operation para pagamento parameter payment pela pelo \
    permission pertence pessoa please poupanca por processada processado qualification que reason \
    record records recusada recusado refused registro registros rejected request required rua savings \
    sem server service servico servicos sistema some status tente the this tipo titular title too \
    transacao transaction try unknown user valid valida valido validation valor value wait was \
    with without you your
    """.split(separator: " ").map(String.init))
}
