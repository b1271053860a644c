/// Every stored record in the order of arrival: the record with id n stands at index n - 1, so an
/// id, a page and a range of creation times are found without searching.
struct RecordStore {
  private(set) var records: [StoredRecord] = []
  private var arena = TextArena()
  private var index = CodeIndex()
  /// Records stored under a code that was already there, by the first record of that code.
  private(set) var repeats: [Int: [Int]] = [:]
  /// Records that reads do not show yet, and from when on they do.
  private var hiddenUntil: [Int: Moment] = [:]
  private var tokens: [String] = []

  var distinctCodeCount: Int { index.count }

  /// 0 of an empty store.
  var mostEffectsOfACode: Int {
    repeats.values.map { $0.count + 1 }.max() ?? min(1, records.count)
  }

  /// Records stored beyond the first of their code.
  var doubleEffectCount: Int { records.count - index.count }

  /// Appends a record and returns its index. Times never run backwards, so that the order of
  /// arrival is the order of `created_at` even when the clock is set back.
  @discardableResult
  mutating func append(_ record: NewRecord) -> Int {
    append(record, repeating: firstRecord(withCode: record.texts.customCode))
  }

  /// The same, when it is known which record was the first with that code.
  mutating func append(_ record: NewRecord, repeating first: Int?) -> Int {
    let position = records.count
    let latest = records.last?.storedAt ?? record.storedAt
    records.append(
      StoredRecord(
        texts: arena.append(record.texts.fields), storedAt: max(latest, record.storedAt),
        merchantID: record.merchantID, amountOrNaN: record.amount ?? .nan,
        tokenIndex: record.token.map { tokenIndex(of: $0) } ?? -1,
        serviceID: UInt8(record.serviceID),
        outcome: TestPayee.outcome(ofName: record.texts.name),
        isSavings: record.isSavings, hasNotificationURL: !record.texts.notificationURL.isEmpty))
    enter(position, repeating: first)
    return position
  }

  func texts(of record: Int) -> StoredTexts {
    StoredTexts(fields: arena.texts(in: records[record].texts))
  }

  /// In the order of ``StoredTexts``.
  func utf8(of record: Int) -> [ArraySlice<UInt8>] { arena.utf8(in: records[record].texts) }

  func document(of record: Int) -> ArraySlice<UInt8> {
    arena.utf8(ofText: StoredTexts.documentIndex, in: records[record].texts)
  }

  /// The token the record was created with, nil after a restart.
  func token(of record: Int) -> String? {
    let index = Int(records[record].tokenIndex)
    return index < 0 ? nil : tokens[index]
  }

  /// The first record stored under `code`.
  func firstRecord(withCode code: String) -> Int? {
    index.firstRecord(withCode: code.utf8, codeOfRecord: code(of:))
  }

  /// Every record stored under `code`, ascending.
  func records(withCode code: String) -> [Int] {
    guard let first = firstRecord(withCode: code) else { return [] }
    return [first] + (repeats[first] ?? [])
  }

  /// By bisection; the count of records when all are earlier.
  func firstRecord(storedAtOrAfter moment: Moment) -> Int {
    var (low, high) = (0, records.count)
    while low < high {
      let middle = (low + high) / 2
      if records[middle].storedAt < moment { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: List lag

  mutating func hide(_ record: Int, until moment: Moment) {
    hiddenUntil[record] = moment
  }

  func isVisible(_ record: Int, at now: Moment) -> Bool {
    guard let moment = hiddenUntil[record] else { return true }
    return moment <= now
  }

  func hidesAny(at now: Moment) -> Bool {
    hiddenUntil.contains { $0.value > now }
  }

  // MARK: Parts

  private func code(of record: Int) -> ArraySlice<UInt8> {
    arena.utf8(ofText: StoredTexts.customCodeIndex, in: records[record].texts)
  }

  private mutating func enter(_ position: Int, repeating first: Int?) {
    if let first {
      repeats[first, default: []].append(position)
    } else {
      // The index may not call back into `self` while it is being changed.
      let (records, arena) = (records, arena)
      index.insert(position) { record in
        arena.utf8(ofText: StoredTexts.customCodeIndex, in: records[record].texts)
      }
    }
  }

  private mutating func tokenIndex(of token: String) -> Int32 {
    if let known = tokens.firstIndex(of: token) { return Int32(known) }
    tokens.append(token)
    return Int32(tokens.count - 1)
  }
}

/// A record about to be stored.
struct NewRecord {
  var texts: StoredTexts
  var amount: Double?
  var isSavings: Bool
  var merchantID: Int
  var serviceID: Int
  var storedAt: Moment
  /// What signs its callbacks; never written to the store file.
  var token: String?
}
