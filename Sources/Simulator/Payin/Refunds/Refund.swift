/// One refund of a Pix charge. The vendor numbers its statuses in two ways for the same path.
struct Refund: Sendable {
  private static let firstID = 900_000_001

  enum Status: Sendable {
    case requested, paid, failed

    /// Of the older, camelCase form.
    var olderID: Int { [.requested: 1, .paid: 2, .failed: 3][self] ?? 0 }
    /// Of the newer, snake_case form, where 2 means requested.
    var newerID: Int { [.requested: 2, .paid: 4, .failed: 5][self] ?? 0 }
    var olderName: String { [.requested: "Solicitado", .paid: "Pago"][self] ?? "Erro" }
    var newerName: String { [.requested: "Requested", .paid: "Paid"][self] ?? "Error" }
  }

  let id: Int
  let chargeID: Int
  let clientID: Int
  let amountInCents: Int
  let reason: String?
  let callbackURL: String?
  let createdAt: Moment
  /// When it is paid, or fails.
  let settlesAt: Moment
  let fails: Bool
  let token: String?
  var hiddenUntil: Moment?

  static func id(ofIndex index: Int) -> Int { firstID + index }

  static func index(ofID id: Int?, in refunds: [Refund]) -> Int? {
    id.flatMap { refunds.indices.contains($0 - firstID) ? $0 - firstID : nil }
  }

  var steps: [(moment: Moment, status: Status)] {
    [(createdAt, .requested), (settlesAt, fails ? .failed : .paid)]
  }

  func status(at now: Moment) -> Status {
    now < settlesAt ? .requested : fails ? .failed : .paid
  }
}

/// Writes refunds in both forms.
struct RefundEncoder {
  let now: Moment
  var lieInCents = 0

  func write(_ refund: Refund, newer: Bool, to writer: inout JSONWriter) {
    if newer { writeNewer(refund, to: &writer) } else { writeOlder(refund, to: &writer) }
  }

  private func endToEndID(_ refund: Refund) -> String? {
    guard refund.status(at: now) == .paid else { return nil }
    return EndToEndID.text(letter: "D", moment: refund.settlesAt, number: refund.id)
  }

  private func reached(_ refund: Refund) -> [(moment: Moment, status: Refund.Status)] {
    refund.steps.filter { $0.moment <= now }
  }

  private func updatedAt(_ refund: Refund) -> Moment {
    reached(refund).last?.moment ?? refund.createdAt
  }

  private func writeOlder(_ refund: Refund, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("id", refund.id)
    writer.member("payinId", refund.chargeID)
    writer.member("statusId", refund.status(at: now).olderID)
    writeUser(to: &writer)
    writer.member("clientId", refund.clientID)
    writer.member("amountCents", refund.amountInCents + lieInCents)
    writer.array("statuses") { writer in
      for (offset, step) in reached(refund).enumerated() {
        writer.beginObject()
        writer.member("id", offset + 1)
        writer.member("statusId", step.status.olderID)
        writer.member("name", step.status.olderName)
        writer.member("notification", 1)
        writer.member("createdAt", step.moment.microsecondText)
        writer.endObject()
      }
    }
    writer.member("endToEndId", orNull: endToEndID(refund))
    writer.member("reason", orNull: refund.reason)
    writer.member("callbackUrl", orNull: refund.callbackURL)
    writer.member("createdAt", refund.createdAt.microsecondText)
    writer.member("updatedAt", updatedAt(refund).microsecondText)
    writer.endObject()
  }

  private func writeNewer(_ refund: Refund, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("id", refund.id)
    writer.member("payin_id", refund.chargeID)
    writer.member("status_id", refund.status(at: now).newerID)
    writeUser(to: &writer)
    writer.member("client_id", refund.clientID)
    writer.member("refund_amount", refund.amountInCents + lieInCents)
    writer.array("status_history") { writer in
      for (offset, step) in reached(refund).enumerated() {
        writer.beginObject()
        writer.member("id", offset + 1)
        writer.member("status_id", step.status.newerID)
        writer.member("name", step.status.newerName)
        writer.member("created_at", step.moment.microsecondText)
        writer.member("end_to_end_id", orNull: step.status == .paid ? endToEndID(refund) : nil)
        writer.endObject()
      }
    }
    writer.member("end_to_end_id", orNull: endToEndID(refund))
    writer.member("reason", orNull: refund.reason)
    writer.member(
      "wallet_error_code", orNull: refund.status(at: now) == .failed ? "AC03" : nil)
    writer.member("notification_url", orNull: refund.callbackURL)
    writer.member("created_at", refund.createdAt.microsecondText)
    writer.member("updated_at", updatedAt(refund).microsecondText)
    writer.endObject()
  }

  private func writeUser(to writer: inout JSONWriter) {
    writer.object("user") { writer in
      writer.member("id", 1)
      writer.member("name", "API")
    }
  }
}

extension Moment {
  /// `YYYY-MM-DDTHH:MM:SS.000000Z`.
  var microsecondText: String { timeText + ".000000Z" }
}
