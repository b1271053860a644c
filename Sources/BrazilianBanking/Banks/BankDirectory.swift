/// The list of banks at a date, searched by COMPE code, ISPB or exact name.
///
/// Lists age: new participants appear every month, so a code that is missing here is unknown, not
/// wrong.
public struct BankDirectory: Sendable {
  /// The banks, in the order of the COMPE code.
  public let banks: [Bank]
  /// Day of the list, ISO 8601, nil when its source does not tell.
  public let date: String?

  /// Position + 1 of each COMPE code 0…999, 0 when absent.
  private let positions: [UInt16]
  private let byISPB: [(ispb: UInt32, position: Int)]
  private let byName: [(key: UInt64, position: Int)]

  /// The list that comes with the library: guibranco/BancosBrasileiros of 2026-08-22 (Unlicense).
  public static let bundled: BankDirectory = {
    let list = Array(bundledBankList.utf8)
    // The rows are part of the source and read by a test; an unreadable list is an empty one.
    return (try? BankDirectory(csv: list.span, date: bundledBankListDate))
      ?? BankDirectory(sorted: [], date: nil)
  }()

  init(sorted banks: [Bank], date: String?) {
    self.banks = banks
    self.date = date
    var positions = [UInt16](repeating: 0, count: 1000)
    for (position, bank) in banks.enumerated() {
      positions[Int(bank.compe)] = UInt16(position + 1)
    }
    self.positions = positions
    byISPB = banks.indices.map { (banks[$0].ispb, $0) }.sorted { $0.ispb < $1.ispb }
    byName = banks.indices
      .compactMap { position in foldedKey(banks[position]).map { ($0, position) } }
      .sorted { $0.0 < $1.0 }
  }

  /// Whether the list has the COMPE code. O(1), allocates nothing.
  public func contains(compe: UInt16) -> Bool { compe < 1000 && positions[Int(compe)] != 0 }

  /// The bank of a COMPE code. O(1).
  public func bank(compe: UInt16) -> Bank? {
    guard contains(compe: compe) else { return nil }
    return banks[Int(positions[Int(compe)]) - 1]
  }

  /// The bank of an ISPB.
  public func bank(ispb: UInt32) -> Bank? {
    let position = lowerBound(byISPB.count) { byISPB[$0].ispb < ispb }
    guard position < byISPB.count, byISPB[position].ispb == ispb else { return nil }
    return banks[byISPB[position].position]
  }

  /// The bank whose short name is `name` but for case, accents and punctuation; nil when there is
  /// none or more than one.
  public func bank(named name: Span<UInt8>) -> Bank? {
    guard let folded = FoldedName(name) else { return nil }
    let key = folded.key
    var found: Bank?
    var position = lowerBound(byName.count) { byName[$0].key < key }
    while position < byName.count, byName[position].key == key {
      let bank = banks[byName[position].position]
      if foldedName(bank) == folded {
        if found != nil { return nil }
        found = bank
      }
      position += 1
    }
    return found
  }
}

private func foldedName(_ bank: Bank) -> FoldedName? {
  FoldedName(bank.shortName.utf8.span)
}

private func foldedKey(_ bank: Bank) -> UInt64? { foldedName(bank)?.key }

/// First index of 0..<`count` for which `isBelow` is false.
private func lowerBound(_ count: Int, _ isBelow: (Int) -> Bool) -> Int {
  var low = 0
  var high = count
  while low < high {
    let middle = (low + high) / 2
    if isBelow(middle) { low = middle + 1 } else { high = middle }
  }
  return low
}
