/// A record as a ledger knows it at a glance: keyed hashes that cost a small part of those of a
/// ``LedgerSubject``, and tell without the key as little.
package struct LedgerTag: Sendable, Hashable {
  /// A ledger keeps 48 bits of each, so that an entry stays short. Two persons with one tag are asked about, unless
  /// their places have one tag, too.
  static let droppedBits: UInt64 = 16

  package var person: UInt64
  package var place: UInt64

  package init(person: UInt64, place: UInt64) {
    self.person = person
    self.place = place
  }
}

/// What a ledger knows, in so short a form that it stays in memory: tells records of which the ledger has
/// nothing to say from those about which it has to be asked.
///
/// In most sheets nearly all records are of the first kind: people whom no run has met, and those of last
/// month, with what was good for them.
package struct LedgerSieve: Sendable {
  private var quietPlaces: [UInt64: UInt64]
  private var places: Set<UInt64>
  private let isComplete: Bool

  /// No place.
  private static let nowhere: UInt64 = 0

  /// - Parameter isComplete: whether every person and every place of the ledger will be added.
  package init(isComplete: Bool, expecting persons: Int = 0) {
    self.isComplete = isComplete
    quietPlaces = Dictionary(minimumCapacity: persons)
    places = Set(minimumCapacity: persons)
  }

  /// Adds a person.
  ///
  /// - Parameter place: the only place with which there is nothing to say of the person; nil where there
  ///   always may be something.
  package mutating func add(person: UInt64, quietAt place: UInt64?) {
    quietPlaces[person] = place ?? Self.nowhere
  }

  /// Adds a place that somebody used.
  package mutating func add(place: UInt64) { places.insert(place) }

  /// Whether the ledger surely has nothing to say of a record with this tag.
  package func isSilent(on tag: LedgerTag) -> Bool {
    guard let quiet = quietPlaces[tag.person] else {
      return isComplete && !places.contains(tag.place)
    }
    return quiet == tag.place && quiet != Self.nowhere
  }
}
