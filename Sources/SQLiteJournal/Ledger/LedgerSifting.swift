internal import BulkEngine
internal import GRDB

/// Makes the sieve of a ledger: reads all entries once and notes of each person when there is nothing to say.
///
/// Entries that an earlier version wrote have no tags. They count for the person or place of their hash; one
/// that no entry has a tag for leaves the sieve incomplete.
struct LedgerSifting {
  /// Persons whose sieve is kept in memory, some 150 bytes each while it is made.
  static let mostPersons = 500_000

  private struct Person {
    var tag: Int64?
    /// Whether an entry may be told.
    var isOpen = false
    /// The last run that found the person good, and what was good in it.
    var run: Int64 = 0
    var account: Int64 = 0
    var hasSeveral = false

    mutating func note(_ entry: Entry, _ state: LedgerState, _ terms: LedgerLooks.Terms) {
      if let tag = entry.tags.person { self.tag = tag }
      if terms.counts(state, of: entry.run) { isOpen = true }
      guard state == .good, entry.run != terms.own else { return }
      if entry.run != run {
        (run, account, hasSeveral) = (entry.run, entry.account, false)
      } else if entry.account != account {
        hasSeveral = true
      }
    }
  }

  private struct Place {
    var tag: Int64?
    var account: Int64
    var isShared = false

    mutating func note(_ entry: Entry) {
      if let tag = entry.tags.place { self.tag = tag }
      if entry.account != account { isShared = true }
    }
  }

  /// A row of the table `entry` that has something to say.
  private struct Entry: FetchableRecord {
    let run: Int64
    let person: Int64
    let account: Int64
    let state: Int
    let tags: (person: Int64?, place: Int64?)

    init(row: Row) {
      run = (row[0] as Int64) >> 32
      person = row[1]
      account = row[2]
      state = row[3]
      tags = (row[4], row[5])
    }
  }

  private let terms: LedgerLooks.Terms
  private var persons: [Int64: Person] = [:]
  private var places: [Int64: Place] = [:]

  private init(_ terms: LedgerLooks.Terms) {
    self.terms = terms
  }

  /// - Returns: nil when there are too many persons.
  static func sieve(of database: Database, _ terms: LedgerLooks.Terms) throws -> LedgerSieve? {
    var sifting = LedgerSifting(terms)
    // In the order of the runs.
    let entries = try Entry.fetchCursor(
      database,
      sql: """
        SELECT id, person, account, state, person_tag, place_tag FROM entry NOT INDEXED
        WHERE state < 3 ORDER BY id
        """)
    while let entry = try entries.next() {
      sifting.take(entry)
      guard sifting.persons.count <= mostPersons else { return nil }
    }
    return sifting.sieve
  }

  private mutating func take(_ entry: Entry) {
    guard let state = LedgerState(rawValue: entry.state) else { return }
    persons[entry.person, default: Person()].note(entry, state, terms)
    guard state != .failed else { return }
    places[entry.account >> 16, default: Place(account: entry.account)].note(entry)
  }

  private var sieve: LedgerSieve {
    let isComplete =
      persons.values.allSatisfy { $0.tag != nil } && places.values.allSatisfy { $0.tag != nil }
    var sieve = LedgerSieve(isComplete: isComplete, expecting: persons.count)
    for person in persons.values {
      guard let tag = person.tag else { continue }
      sieve.add(person: UInt64(bitPattern: tag), quietAt: quietPlace(of: person))
    }
    for place in places.values {
      if let tag = place.tag { sieve.add(place: UInt64(bitPattern: tag)) }
    }
    return sieve
  }

  /// Where the person was found good last, and nobody else was.
  private func quietPlace(of person: Person) -> UInt64? {
    guard !person.isOpen, !person.hasSeveral, person.run > 0,
      let place = places[person.account >> 16], !place.isShared, let tag = place.tag
    else { return nil }
    return UInt64(bitPattern: tag)
  }
}
