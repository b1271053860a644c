import Hummingbird

/// Which permission each endpoint needs. An endpoint without a line is closed.
enum EndpointPermissions {
  struct Line: Sendable {
    let method: HTTPRequest.Method
    /// With a name in braces for each segment that varies.
    let path: String
    let permission: Permission
  }

  static let table: [Line] = payin + accounts + qualification + weepay

  private static let payin = lines(
    (.post, "/v1/payin/payments/{chargeType}", .payinWrite),
    (.delete, "/v1/payin/payments/{id}/request-cancel", .payinWrite),
    (.get, "/v1/payin/payments/{keyType}/{key}", .payinRead),
    (.get, "/v1/payin/payments/{key}/html", .payinRead),
    (.get, "/v2/payin/payments", .payinRead),
    (.get, "/v2/payin/payments/{id}", .payinRead),
    (.post, "/v1/payin/payments/payin-refund/{payinId}", .refundWrite),
    (.get, "/v1/payin/payments/payin-refund/{refundId}", .payinRead),
    (.get, "/v1/payin/subscriptions", .payinRead),
    (.post, "/v1/payin/subscriptions", .payinWrite),
    (.get, "/v1/payin/subscriptions/{id}", .payinRead),
    (.delete, "/v1/payin/subscriptions/{id}", .payinWrite),
    // It stores nothing.
    (.post, "/v1/payin/subscriptions/preview", .payinRead))

  private static let accounts = lines(
    (.post, "/v1/payin/clients/{clientId}/recipients", .recipientWrite),
    (.put, "/v1/payin/clients/{clientId}/recipients/{recipientId}", .recipientWrite),
    (.get, "/v1/payin/clients/{clientId}/recipients/{recipientId}", .recipientRead),
    (.post, "/v1/payin/clients/{clientId}/withdrawals", .withdrawalWrite),
    (.get, "/v1/payin/clients/{clientId}/balance", .statementRead),
    (.get, "/v2/account/{merchantId}/balance", .statementRead),
    (.get, "/v2/account/{merchantId}/statement", .statementRead))

  private static let qualification = lines(
    (.post, "/v1/payout/data-qualification", .qualificationWrite),
    (.get, "/v1/payout/data-qualification", .qualificationRead),
    (.get, "/v1/payout/data-qualification/services", .qualificationRead),
    (.get, "/v1/payout/data-qualification/status", .qualificationRead),
    (.get, "/v1/payout/data-qualification/{id}", .qualificationRead),
    (.get, "/v1/payout/data-qualification/custom-code/{customCode}", .qualificationRead))

  private static let weepay = lines(
    (.post, "/v1/transactions", .weepayWrite),
    (.get, "/v1/transactions", .weepayRead),
    (.get, "/v1/transactions/{transactionId}", .weepayRead),
    (.post, "/v1/transactions/{transactionId}/capture", .weepayWrite),
    (.post, "/v1/transactions/{transactionId}/void", .weepayWrite),
    (.get, "/v1/transfers", .weepayRead),
    (.get, "/v1/transfers/{transferId}", .weepayRead),
    (.post, "/v1/customers", .weepayWrite),
    (.get, "/v1/customers/search", .weepayRead),
    (.get, "/v1/customers/{customerId}", .weepayRead),
    (.put, "/v1/customers/{customerId}", .weepayWrite),
    (.post, "/v1/customers/{customerId}/cards", .weepayWrite),
    (.get, "/v1/customers/{customerId}/cards/{cardId}", .weepayRead),
    (.delete, "/v1/customers/{customerId}/cards/{cardId}", .weepayWrite))

  private static func lines(
    _ lines: (HTTPRequest.Method, String, Permission)...
  ) -> [Line] {
    lines.map { Line(method: $0, path: $1, permission: $2) }
  }

  private static let permissions = Dictionary(
    uniqueKeysWithValues: table.map { (shape($0.method, $0.path), $0.permission) })

  /// What a call of the route with this path needs; nil for a route without a line.
  static func permission(for method: HTTPRequest.Method, _ path: String) -> Permission? {
    permissions[shape(method, path)]
  }

  /// The path without the names of what varies.
  private static func shape(_ method: HTTPRequest.Method, _ path: String) -> String {
    let segments = path.split(separator: "/").map { $0.hasPrefix("{") ? "{}" : $0 }
    return "\(method) /\(segments.joined(separator: "/"))"
  }
}
