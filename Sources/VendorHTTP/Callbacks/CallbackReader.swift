package import BulkEngine

/// What the vendor signs of a callback, in front of the token.
package enum CallbackScheme: Sendable {
  /// The body as it is posted. It is read when its signature was checked.
  case body(read: @Sendable ([UInt8]) -> RemoteRecord?)
  /// Some of its fields and the amount that was sent: it is read first, and nothing of it is believed.
  case fields(read: @Sendable ([UInt8]) -> SignedFields?)
}

/// A callback whose signature covers some fields only.
package struct SignedFields: Sendable, Equatable {
  package var record: RemoteRecord
  /// What is signed in front of the amount.
  package var lead: String

  package init(_ record: RemoteRecord, lead: String) {
    self.record = record
    self.lead = lead
  }

  /// The texts that the vendor may have signed: the amount in units with two decimals or in cents, as both
  /// versions of the API write it.
  func texts(amountInCents cents: Int64) -> [String] {
    let rest = cents % 100
    return ["\(lead)\(cents / 100).\(rest < 10 ? "0" : "")\(rest)", "\(lead)\(cents)"]
  }
}

/// Makes a record's status out of what a stranger posted, or nothing.
package struct CallbackReader: Sendable {
  private let tokens: [APIToken]
  private let scheme: CallbackScheme
  private let amountSent: @Sendable (String) async -> Int64?

  /// What was posted.
  package enum Reading: Sendable, Equatable {
    case status(RemoteRecord)
    /// Signed, but no callback.
    case unreadable
    case unsigned
  }

  /// Header values that may carry a signature in one request: two headers, each perhaps doubled by
  /// a proxy. More are not looked at, or they would cost a hash each.
  private static let mostSignatures = 4

  /// - Parameters:
  ///   - tokens: the present token, and retired ones that records were created with: the vendor
  ///     signs with the token that created the record.
  ///   - amountSent: the amount that was sent under a code, in cents; nil for codes that nobody here sent.
  package init(
    tokens: [APIToken], _ scheme: CallbackScheme,
    amountSent: @escaping @Sendable (String) async -> Int64? = { _ in nil }
  ) {
    self.tokens = tokens
    self.scheme = scheme
    self.amountSent = amountSent
  }

  /// Nothing of a body is believed before its signature was checked.
  package func read(signatures: [String], body: [UInt8]) async -> Reading {
    switch scheme {
    case .body(let read):
      guard isSigned(body, signatures) else { return .unsigned }
      return read(body).map { .status($0) } ?? .unreadable
    case .fields(let read):
      guard !signatures.isEmpty, let fields = read(body) else { return .unsigned }
      // The amount of the body decides of nothing: under a code that is not ours nothing is kept.
      let sent = await amountSent(fields.record.customCode)
      guard let amount = sent ?? fields.record.amountInCents, amount >= 0 else { return .unsigned }
      let isSigned = fields.texts(amountInCents: amount).reduce(false) { isKnown, text in
        self.isSigned(Array(text.utf8), signatures) || isKnown
      }
      return isSigned ? .status(fields.record) : .unsigned
    }
  }

  private func isSigned(_ text: [UInt8], _ signatures: [String]) -> Bool {
    signatures.prefix(Self.mostSignatures).contains { value in
      CallbackSignature.isValid(authorization: value, text, tokens: tokens)
    }
  }
}
