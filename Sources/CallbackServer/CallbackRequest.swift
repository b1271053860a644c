/// A complete request as it came.
package struct CallbackRequest: Sendable, Equatable {
  /// Values of the headers that can carry a signature, in the order in which they stand.
  package var signatures: [String]
  /// The bytes as received.
  package var body: [UInt8]

  package init(signatures: [String], body: [UInt8]) {
    self.signatures = signatures
    self.body = body
  }

  /// Of this product, and of the vendor's general scheme.
  static let signatureHeaders = ["authorization", "x-webhook-wp-signature"]
}

/// What the sender is told: a status and nothing else.
package enum CallbackAnswer: Int, Sendable {
  case taken = 200
  /// Signed, but no status of a record.
  case unreadable = 400
  /// Not signed with a known key. The same for every body, so that nothing can be learnt.
  case unsigned = 401
  case methodNotAllowed = 405
  case tooLarge = 413
  /// Not written down: to be sent again.
  case failed = 500
  case busy = 503

  /// Whether the connection ends with it.
  var closes: Bool { self != .taken }
}
