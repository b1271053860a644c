/// What a Moderator ticks for a user. The raw values are this project's codes; the vendor's guide names
/// some of them in words.
enum Permission: String, CaseIterable, Codable, Sendable {
  case payinWrite = "payin.write"
  case payinRead = "payin.read"
  case refundWrite = "refund.write"
  case recipientWrite = "recipient.write"
  case recipientRead = "recipient.read"
  case withdrawalWrite = "withdrawal.write"
  case statementRead = "statement.read"
  /// Of endpoints that the simulator does not have.
  case payoutWrite = "payout.write"
  /// Of endpoints that the simulator does not have.
  case kycWrite = "kyc.write"
  case qualificationWrite = "qualification.write"
  case qualificationRead = "qualification.read"
  /// No document names a permission for Weepay; its endpoints have one as all others do.
  case weepayWrite = "weepay.write"
  case weepayRead = "weepay.read"

  /// Whether it changes nothing.
  var isRead: Bool { rawValue.hasSuffix(".read") }

  /// What it lets a user do: itself, and what the guide gives together with it.
  var granted: Set<Permission> { self == .payinWrite ? [.payinWrite, .payinRead] : [self] }
}

/// What a person may do in the dashboard and, signed in, with the API. Roles add up.
enum Role: String, CaseIterable, Codable, Sendable {
  case view, write
  case moderator
}
