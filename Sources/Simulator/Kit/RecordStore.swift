/// The records of one operation in the order of arrival. The record with id n is at index n - 1,
/// so an id, a page and a range of creation times are found without a search.
///
/// `Facts` is what an operation keeps of a record beside its texts. The first text is the record's
/// code.
struct RecordStore<Facts: Sendable>: Sendable {
  private(set) var records: [StoredRecord<Facts>] = []
  private var arena = TextArena()
  private var index = CodeIndex()
  /// Records stored under a code that was already there, by the first record of that code.
  private var repeats: [Int: [Int]] = [:]
  /// Records that reads do not show yet, and from when on they do.
  private var hiddenUntil: [Int: Moment] = [:]
  private var tokens: [String] = []

  private static var codePosition: Int { 0 }

  /// How often each code was stored.
  var effects: StoredEffects {
    var effects = StoredEffects()
    for extra in repeats.values { effects.codesByEffects[extra.count + 1, default: 0] += 1 }
    let single = index.count - repeats.count
    if single > 0 { effects.codesByEffects[1] = single }
    effects.doubledCodes = repeats.keys.sorted().prefix(StoredEffects.namedCodes).map {
      String(decoding: code(of: $0), as: UTF8.self)
    }
    return effects
  }

  /// Appends a record and returns its index. Times never run backwards, so that the order of
  /// arrival is the order of `created_at` even when the clock is set back.
  @discardableResult
  mutating func append(_ record: NewRecord<Facts>) -> Int {
    append(record, repeating: firstRecord(withCode: record.texts[Self.codePosition]))
  }

  /// Appends a record whose code is known to be new or to be that of `first`.
  mutating func append(_ record: NewRecord<Facts>, repeating first: Int?) -> Int {
    let position = records.count
    let latest = records.last?.storedAt ?? record.storedAt
    records.append(
      StoredRecord(
        texts: arena.append(record.texts),
        tokenIndex: record.token.map { tokenIndex(of: $0) } ?? -1,
        storedAt: max(latest, record.storedAt), facts: record.facts))
    enter(position, repeating: first)
    return position
  }

  func texts(of record: Int) -> [String] { arena.texts(in: records[record].texts) }

  /// The UTF-8 of every text, not copied.
  func utf8(of record: Int) -> [ArraySlice<UInt8>] { arena.utf8(in: records[record].texts) }

  /// The UTF-8 of one text, `index` counted from 0.
  func utf8(ofText index: Int, of record: Int) -> ArraySlice<UInt8> {
    arena.utf8(ofText: index, in: records[record].texts)
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
    utf8(ofText: Self.codePosition, of: record)
  }

  private mutating func enter(_ position: Int, repeating first: Int?) {
    if let first {
      repeats[first, default: []].append(position)
    } else {
      // The index may not call back into `self` while it is being changed.
      let (records, arena) = (records, arena)
      index.insert(position) { record in
        arena.utf8(ofText: Self.codePosition, in: records[record].texts)
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
struct NewRecord<Facts: Sendable>: Sendable {
  /// The code first; each at most 65,535 bytes of UTF-8.
  var texts: [String]
  var facts: Facts
  var storedAt: Moment
  /// Signs the record's callbacks; never written to the store file.
  var token: String?
}

/// One stored record, its texts packed into one byte range of a ``TextArena``.
///
/// A million records of a dozen strings each would be a dozen million small objects; packed, a
/// record costs about 150 bytes.
struct StoredRecord<Facts: Sendable>: Sendable {
  let texts: TextArena.Range
  /// Index into the store's list of tokens, or negative when the token is not known (a record
  /// read back from a file).
  let tokenIndex: Int32
  let storedAt: Moment
  let facts: Facts
}

/// How often codes were stored. A second record under one code is a double effect: money sent twice.
struct StoredEffects {
  /// How many codes have how many records.
  var codesByEffects: [Int: Int] = [:]
  /// Codes with more than one record, in the order of arrival, the first ``namedCodes`` of them.
  var doubledCodes: [String] = []

  /// Named codes at most; more would make the report a copy of the store.
  static let namedCodes = 100

  var recordCount: Int { codesByEffects.reduce(0) { $0 + $1.key * $1.value } }
  var codeCount: Int { codesByEffects.values.reduce(0, +) }
  var doubleEffectCount: Int { recordCount - codeCount }
  var mostEffectsOfACode: Int { codesByEffects.keys.max() ?? 0 }
  var codesWithSeveralEffects: Int { codeCount - codesByEffects[1, default: 0] }

  mutating func add(_ others: Self) {
    codesByEffects.merge(others.codesByEffects, uniquingKeysWith: +)
    doubledCodes = Array((doubledCodes + others.doubledCodes).prefix(Self.namedCodes))
  }
}

/// A hash table from codes to records. It holds record indexes only, four bytes a slot; the codes
/// stay where the records are.
struct CodeIndex {
  /// Slots hold index + 1; 0 is empty. The count of slots is a power of two, at most 3/4 full.
  private var slots: [UInt32] = Array(repeating: 0, count: 1024)
  private(set) var count = 0

  /// The record whose code is the one sought, nil when there is none.
  ///
  /// - Parameters:
  ///   - code: UTF-8 of the code sought.
  ///   - codeOfRecord: gives the UTF-8 of a record's code.
  func firstRecord(
    withCode code: some Collection<UInt8>, codeOfRecord: (Int) -> ArraySlice<UInt8>
  ) -> Int? {
    var slot = Self.hash(code) & (slots.count - 1)
    while slots[slot] != 0 {
      let record = Int(slots[slot]) - 1
      if codeOfRecord(record).elementsEqual(code) { return record }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds a record whose code is not in the index yet.
  mutating func insert(_ record: Int, codeOfRecord: (Int) -> ArraySlice<UInt8>) {
    if (count + 1) * 4 > slots.count * 3 { grow(codeOfRecord) }
    place(UInt32(record + 1), hash: Self.hash(codeOfRecord(record)))
    count += 1
  }

  private mutating func grow(_ codeOfRecord: (Int) -> ArraySlice<UInt8>) {
    let occupied = slots.filter { $0 != 0 }
    slots = Array(repeating: 0, count: slots.count * 2)
    for entry in occupied { place(entry, hash: Self.hash(codeOfRecord(Int(entry) - 1))) }
  }

  private mutating func place(_ entry: UInt32, hash: Int) {
    var slot = hash & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = entry
  }

  /// FNV-1a, then the finaliser of MurmurHash3: codes often differ in their last digits only, and
  /// FNV alone leaves those close together.
  private static func hash(_ bytes: some Sequence<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    return Int(truncatingIfNeeded: hash ^ (hash >> 33))
  }
}
