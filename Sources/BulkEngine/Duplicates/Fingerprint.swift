/// What stands for a payee or a code when it is compared with all earlier ones: 128 bits.
package struct Fingerprint: Sendable, Equatable {
  /// 32 bits that say where its entry stands in a table and are not written in it.
  package var place: UInt32
  /// 32 bits; together with ``place`` the key.
  package var key: UInt32
  /// 24 bits.
  package var group: UInt32
  /// 40 bits, made from everything that tells two fingerprints apart.
  package var rest: UInt64

  package init(place: UInt32, key: UInt32, group: UInt32, rest: UInt64) {
    (self.place, self.key, self.group, self.rest) = (place, key, group, rest)
  }

  /// Where its entry stands when its own place has enough of its key.
  var otherPlace: UInt32 { place ^ UInt32(truncatingIfNeeded: rest &>> 8) }

  func likeness(to other: Fingerprint) -> Likeness {
    guard key == other.key, place == other.place else { return .different }
    guard group == other.group else { return .otherGroup }
    return rest == other.rest ? .same : .otherRest
  }
}

/// How much of two fingerprints is equal.
package enum Likeness: Sendable {
  /// Other keys.
  case different
  /// The same key, other groups.
  case otherGroup
  /// The same key and group.
  case otherRest
  /// All of it.
  case same
}
