internal import Crypto
internal import Foundation

/// What the ledger tells records by: texts that an operation makes of a record's values, the same
/// however a sheet writes them.
package struct LedgerIdentity: Sendable, Equatable {
  /// Everything that makes two records the same target, amounts left out.
  package var whole: [UInt8] = []
  /// Whom the record is for.
  package var person: [UInt8] = []
  /// Where the record goes to, for any person; empty where nothing goes anywhere: then no person is said
  /// to share or to change it.
  package var place: [UInt8] = []

  package init() {}

  /// The place; a person without one is alone with it.
  var goal: [UInt8] { place.isEmpty ? person : place }

  mutating func removeAll() {
    whole.removeAll(keepingCapacity: true)
    person.removeAll(keepingCapacity: true)
    place.removeAll(keepingCapacity: true)
  }
}

/// A record as the ledger knows it: keyed hashes, from which nothing can be guessed without the key.
package struct LedgerSubject: Sendable, Hashable {
  /// 64 bits.
  package var whole: Int64
  /// 48 bits.
  package var person: Int64
  /// 47 bits.
  package var place: Int64
  /// Hundredths of the currency; nil when the operation sends none.
  package var amountInCents: Int64?
  /// nil where it was read from a ledger.
  package var tag: LedgerTag?

  package init(
    whole: Int64, person: Int64, place: Int64, amountInCents: Int64? = nil, tag: LedgerTag? = nil
  ) {
    self.whole = whole
    self.person = person
    self.place = place
    self.amountInCents = amountInCents
    self.tag = tag
  }

  /// Whether an entry of the same kind that tells `amount` may be of this one: a kind has an amount above zero in each
  /// entry, or in none, so that any other entry tells a wrong one.
  package func mayHaveAmount(_ amount: Int64?) -> Bool {
    guard let amount, let amountInCents, amount > 0 else { return true }
    return amount == amountInCents
  }

  package static let personBits = 48
  package static let placeBits = 47
}

/// Where records were sent to: records of one scope never say anything of another one's.
package struct LedgerScope: Sendable, Hashable {
  package var family: String
  package var environment: String
  /// With the port where it is not the usual one.
  package var host: String
  /// The client of the API on whose behalf records are sent; empty when none is named.
  package var client: String

  package init(family: String, environment: String, host: String, client: String) {
    self.family = family
    self.environment = environment
    self.host = host
    self.client = client
  }
}

/// Makes the hashes of one scope: the first bits of HMAC-SHA-256, and tags with SipHash, whose keys are made
/// in the same way.
package struct LedgerHashing: Sendable {
  private let whole: HMAC<SHA256>
  private let person: HMAC<SHA256>
  private let place: HMAC<SHA256>
  private let personTag: SipHash
  private let placeTag: SipHash

  /// - Parameter key: 256 random bits.
  package init(key: [UInt8], scope: LedgerScope) {
    func beginning(_ kind: String) -> HMAC<SHA256> {
      var code = HMAC<SHA256>(key: SymmetricKey(data: key))
      for text in [kind, scope.family, scope.environment, scope.host, scope.client] {
        // A separator that no part has: no two scopes give the same bytes.
        code.update(data: Array(text.utf8) + [0])
      }
      return code
    }
    whole = beginning("ledger/1/whole")
    person = beginning("ledger/1/person")
    place = beginning("ledger/1/place")
    func tagging(_ kind: String) -> SipHash {
      SipHash(key: Array(beginning(kind).finalize()).prefix(16))
    }
    personTag = tagging("ledger/1/tag of person")
    placeTag = tagging("ledger/1/tag of place")
  }

  package func tag(of identity: LedgerIdentity) -> LedgerTag {
    LedgerTag(
      person: personTag.hash(identity.person.span) >> LedgerTag.droppedBits,
      place: placeTag.hash(identity.goal.span) >> LedgerTag.droppedBits)
  }

  package func subject(of identity: LedgerIdentity, amountInCents: Int64?) -> LedgerSubject {
    LedgerSubject(
      whole: Int64(bitPattern: Self.bits(identity.whole, after: whole)),
      person: Int64(
        Self.bits(identity.person, after: person) >> (64 - UInt64(LedgerSubject.personBits))),
      place: Int64(
        Self.bits(identity.goal, after: place) >> (64 - UInt64(LedgerSubject.placeBits))),
      amountInCents: amountInCents, tag: tag(of: identity))
  }

  /// The first 64 bits.
  private static func bits(_ text: [UInt8], after beginning: HMAC<SHA256>) -> UInt64 {
    var code = beginning
    code.update(data: text)
    var bits: UInt64 = 0
    for byte in code.finalize().prefix(8) { bits = bits << 8 | UInt64(byte) }
    return bits
  }
}
