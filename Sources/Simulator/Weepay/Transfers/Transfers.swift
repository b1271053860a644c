import Hummingbird

/// What goes to the seller's bank account: one transfer for each transaction that succeeded, less the fees.
struct Transfer {
  enum Status: String {
    case scheduled, pending, succeeded, paid, failed, canceled
  }

  let id: String
  let status: Status
  let amountInCents: Int
  let number: Int
  let createdAt: Moment

  /// nil while nothing has succeeded.
  init?(of transaction: Transaction, number: Int, at now: Moment, _ pace: Pace) {
    guard let capturedAt = transaction.capturedAt else { return nil }
    let status = transaction.status(at: now, pace)
    guard status == .succeeded || status == .canceled else { return nil }
    id = WeepayID.text("transfer|\(transaction.id)")
    createdAt = capturedAt
    self.number = number
    amountInCents = transaction.amountInCents - transaction.fees
    let step = pace.settlement.wholeMilliseconds
    if status == .canceled {
      self.status = .canceled
    } else if now < capturedAt.advanced(byMilliseconds: step) {
      self.status = .scheduled
    } else {
      self.status = now < capturedAt.advanced(byMilliseconds: 2 * step) ? .succeeded : .paid
    }
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("id", id)
    writer.member("type", "payout_automatic")
    writer.member("status", status.rawValue)
    writer.member("amount", amountInCents)
    writer.member("description", "Transferência automática")
    writer.member("statement_descriptor", "WEEPAY")
    writer.member("transfer_number", number.zeroPadded(to: 8))
    writer.object("bank_account") { writer in
      writer.member("bank_code", "001")
      writer.member("bank_name", "BANCO SIMULADO S/A")
    }
    writer.member("created_at", createdAt.zonedText)
    writer.member("updated_at", createdAt.zonedText)
    writer.member("transfer_date", createdAt.dayText)
    writer.endObject()
  }
}

/// Transfers: listed and read.
struct Transfers {
  static let path = "/v1/transfers"

  /// What requests ask for. Names are those of the report.
  enum RequestKind: String, CaseIterable {
    case list = "transfer_list"
    case show = "transfer_by_id"
  }

  let weepay: Weepay

  private var kit: SimulatorKit { weepay.kit }

  func addRoutes(to root: RouterGroup<ConnectionContext>) {
    let group = root.group(RouterPath(Self.path))
    group.get(use: list)
    group.get(":transfer", use: show)
  }

  @Sendable
  func list(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let parameters = request.uri.queryParameters
    return try await kit.read(RequestKind.list.rawValue, context) { _ in
      let query: WeepayQuery
      do throws(InvalidParameter) {
        query = try WeepayQuery { parameters[Substring($0)].map(String.init) }
      } catch {
        return .invalid(parameter: error.name)
      }
      return weepay.books.look { books in
        let matching = books.transfers.filter { transfer in
          query.covers(transfer.createdAt) && query.covers(amount: transfer.amountInCents)
            && query.allows(transfer.status.rawValue, \.statuses)
        }
        return query.reply(matching, hasPages: false) { $0.write(to: &$1) }
      }
    }
  }

  @Sendable
  func show(_ request: Request, _ context: ConnectionContext) async throws -> Response {
    let id = context.parameters.get("transfer") ?? ""
    return try await kit.read(RequestKind.show.rawValue, context) { _ in
      weepay.books.look { books in
        guard let transfer = books.transfers.first(where: { $0.id == id }) else {
          return .notFound("Transfer")
        }
        var writer = JSONWriter()
        transfer.write(to: &writer)
        return Reply(body: writer.bytes)
      }
    }
  }
}

extension WeepayBooks {
  /// In the order of the transactions.
  var transfers: [Transfer] {
    transactions.enumerated().compactMap { index, transaction in
      Transfer(of: transaction, number: index + 1, at: now, settings.pace)
    }
  }
}
