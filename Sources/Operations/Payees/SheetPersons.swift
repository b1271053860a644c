import BulkEngine

/// The documents, accounts and names of a whole input, to know them in the codes of other records.
///
/// Filters whose size follows the number of records, 48 MB together at most: what is in one is always
/// found, of other values few are.
struct SheetPersons: SheetSurvey {
  /// What is collected of each person.
  struct Kinds: OptionSet {
    let rawValue: Int
    static let documents = Kinds(rawValue: 1)
    static let accounts = Kinds(rawValue: 2)
    static let names = Kinds(rawValue: 4)
  }

  /// Which values of a record tell of its person; nil for those that it does not have.
  struct Places {
    var document: Int?
    var name: Int?
    var account: Int?
    var accountDigit: Int?

    static let ofPayees = Places(
      document: PayeeValue.document.rawValue, name: PayeeValue.name.rawValue,
      account: PayeeValue.account.rawValue, accountDigit: PayeeValue.accountDigit.rawValue)
  }

  let kinds: Kinds
  private let places: Places
  private var documents: ValueFilter
  private var accounts: ValueFilter
  private var namePairs: ValueFilter
  /// Words of one name of which pairs are kept.
  private static let mostWords = 8

  init(_ kinds: Kinds, of places: Places, expecting records: Int) {
    (self.kinds, self.places) = (kinds, places)
    documents = ValueFilter(expecting: kinds.contains(.documents) ? records : 0)
    accounts = ValueFilter(expecting: kinds.contains(.accounts) ? 2 * records : 0)
    namePairs = ValueFilter(expecting: kinds.contains(.names) ? 3 * records : 0)
  }

  mutating func take(_ block: borrowing CheckedBlock) {
    for index in 0..<block.recordCount { insert(index, of: block) }
  }

  private mutating func insert(_ index: Int, of block: borrowing CheckedBlock) {
    if kinds.contains(.documents), let place = places.document {
      let document = block.value(place, of: index)
      if !document.isEmpty { documents.insert(document) }
    }
    if kinds.contains(.accounts), let place = places.account {
      let account = block.value(place, of: index).drop { $0 == 0x30 }
      accounts.insert(account)
      if let place = places.accountDigit {
        accounts.insert(account + block.value(place, of: index))
      }
    }
    guard kinds.contains(.names), let place = places.name else { return }
    let words = Self.words(of: block.value(place, of: index)).prefix(Self.mostWords)
    for (index, first) in words.enumerated() {
      for second in words[(index + 1)...] { namePairs.insert(Self.pair(first, second)) }
    }
  }

  func has(document: ArraySlice<UInt8>) -> Bool { documents.mayContain(document) }

  /// - Parameter account: without leading zeros.
  func has(account: ArraySlice<UInt8>) -> Bool { accounts.mayContain(account) }

  /// Whether both words stand in one name; folded, in any order.
  func hasName(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> Bool {
    namePairs.mayContain(Self.pair(first, second))
  }

  private static func pair(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> ArraySlice<
    UInt8
  > {
    one.lexicographicallyPrecedes(other) ? one + [0x20] + other : other + [0x20] + one
  }

  /// Words of three letters and more, folded; no `dos` and `das`.
  static func words(of name: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    let name = Array(name)
    var letters: [UInt8] = []
    var index = 0
    while index < name.count { letters.append(LatinLetter.folded(name.span, &index)) }
    return CodePersons.words(of: letters)
  }
}

/// A set of texts that may hold others by chance, one in ten thousand.
private struct ValueFilter: Sendable {
  private static let bitsPerValue = 24
  private static let mostBits = 1 << 27
  private static let probes: UInt64 = 8

  private var words: [UInt64]

  init(expecting values: Int) {
    var bits = 1 << 12
    while bits < min(Self.mostBits, values.multipliedReportingOverflow(by: Self.bitsPerValue).0) {
      bits <<= 1
    }
    words = [UInt64](repeating: 0, count: bits >> 6)
  }

  mutating func insert(_ value: ArraySlice<UInt8>) {
    let (hash, step) = Self.hash(value)
    for probe in 0..<Self.probes {
      let bit = place(hash &+ probe &* step)
      words[bit >> 6] |= 1 << UInt64(bit & 63)
    }
  }

  func mayContain(_ value: ArraySlice<UInt8>) -> Bool {
    let (hash, step) = Self.hash(value)
    return (0..<Self.probes).allSatisfy { probe in
      let bit = place(hash &+ probe &* step)
      return words[bit >> 6] >> UInt64(bit & 63) & 1 == 1
    }
  }

  private func place(_ hash: UInt64) -> Int { Int(hash >> 20) & (words.count << 6 - 1) }

  private static func hash(_ value: ArraySlice<UInt8>) -> (UInt64, UInt64) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in value { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash ^= hash >> 29
    return (hash, (hash &* 0x9E37_79B9_7F4A_7C15) | 1)
  }
}
