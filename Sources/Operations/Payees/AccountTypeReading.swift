import BulkEngine

/// Reads an account type as sheets and systems write it; remembers the few spellings of a file.
struct AccountTypeReading: Sendable {
  enum Result: Sendable, Equatable {
    case type(AccountType)
    /// A payment or salary account: sent as checking, with a warning.
    case other
    case unreadable
  }

  private var known: [(text: ShortText, result: Result)] = []

  init() {}

  /// What this spelling meant when it was read before, so that it needs no repairing; else nil.
  @inline(__always)
  func known(_ text: Span<UInt8>) -> Result? { known(ShortText(text)) }

  /// - Parameter text: UTF-8, not empty.
  mutating func read(_ text: Span<UInt8>) -> Result {
    let short = ShortText(text)
    if let known = known(short) { return known }
    let bytes = (0..<text.count).map { text[$0] }
    let result = Self.result(of: HeaderFolding.fold(String(decoding: bytes, as: UTF8.self)))
    if let short, known.count < 32 { known.append((short, result)) }
    return result
  }

  @inline(__always)
  private func known(_ text: ShortText?) -> Result? {
    guard let text else { return nil }
    for index in known.indices where known[index].text == text { return known[index].result }
    return nil
  }

  /// Up to sixteen bytes, compared two words at a time.
  private struct ShortText: Equatable {
    private var words: (UInt64, UInt64) = (0, 0)
    private var count: Int

    @inline(__always)
    init?(_ text: Span<UInt8>) {
      guard text.count > 0, text.count <= 16 else { return nil }
      count = text.count
      let bytes = unsafe text.bytes
      if count >= 8 {
        words.0 = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self)
        words.1 = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      } else {
        for index in 0..<count { words.0 = words.0 &<< 8 | UInt64(text[index]) }
      }
    }

    static func == (left: ShortText, right: ShortText) -> Bool {
      left.words == right.words && left.count == right.count
    }
  }

  private static func result(of folded: String) -> Result {
    if checking.contains(folded) { return .type(.checking) }
    if savings.contains(folded) { return .type(.savings) }
    return others.contains(folded) ? .other : .unreadable
  }

  private static let checking: Set<String> = [
    "c", "cc", "c c", "corrente", "conta corrente", "01", "1", "checking", "checking account",
    "conta corrente conjunta", "conta corrente individual", "cacc",
  ]
  private static let savings: Set<String> = [
    "p", "cp", "pp", "poupanca", "conta poupanca", "02", "2", "s", "savings", "savings account",
    "conta poupanca conjunta", "conta poupanca individual", "svgs",
  ]
  private static let others: Set<String> = [
    "pagamento", "conta pagamento", "conta de pagamento", "pg", "payment", "payment account",
    "tran", "salario", "conta salario", "cs", "salary", "slry", "3", "03", "4", "04",
  ]
}
