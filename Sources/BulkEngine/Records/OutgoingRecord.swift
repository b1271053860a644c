/// A record as it leaves the building: checked, normalised, with its code.
///
/// What its values mean only its operation knows.
package struct OutgoingRecord: Sendable, Equatable {
  /// 1-based, header excluded.
  package var number: Int
  package var customCode: String
  /// Normalised texts, as many and in the order that the operation says; empty where there is none.
  package var values: [String]
  /// Hundredths of the currency; `nil` when the record has none.
  package var amountInCents: Int64?
  /// The code that an earlier run gave the same record, when this one has another.
  package var predecessor: Predecessor?

  package init(
    number: Int, customCode: String, values: [String], amountInCents: Int64? = nil,
    predecessor: Predecessor? = nil
  ) {
    self.number = number
    self.customCode = customCode
    self.values = values
    self.amountInCents = amountInCents
    self.predecessor = predecessor
  }
}

/// The code under which an earlier run sent a record that now has another.
package struct Predecessor: Sendable, Equatable {
  package var customCode: String
  /// Whether a person gave the record its new code, and not ``CodeLineage``.
  package var isReplacedByHand: Bool

  package init(customCode: String, isReplacedByHand: Bool = false) {
    self.customCode = customCode
    self.isReplacedByHand = isReplacedByHand
  }
}

/// A record with the place where it starts in the input.
package struct LocatedRecord: Sendable, Equatable {
  package var record: OutgoingRecord
  package var byteOffset: Int64
  /// Physical line.
  package var line: Int

  package init(record: OutgoingRecord, byteOffset: Int64, line: Int) {
    self.record = record
    self.byteOffset = byteOffset
    self.line = line
  }
}
