package import BulkEngine

/// What the API posts to the notification URL when the status of a record changes.
///
/// The record it tells of is given as a look-up would: with account data as the vendor has them,
/// which its manual correction may have changed.
package struct StatusCallback: Sendable, Equatable {
  package var record: RemoteRecord

  /// Reads the body of a callback; `nil` without id, status and code.
  package init?(body: [UInt8]) {
    guard let record = decoded(StatusCallbackMessage.self, from: body)?.record else { return nil }
    self.record = record.withPlainNumbers
  }
}

private struct StatusCallbackMessage: Decodable {
  let record: RemoteRecord?

  private enum CodingKeys: String, CodingKey {
    case id, status_id, custom_code, document, bank_code, bank_branch, account, account_digit
    case batch_code, amount
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard let id = container.number(.id), let statusID = container.number(.status_id),
      let customCode = container.text(.custom_code), !customCode.isEmpty
    else {
      record = nil
      return
    }
    record = RemoteRecord(
      id: String(id), customCode: customCode, statusID: String(statusID),
      document: container.text(.document),
      bankCode: container.text(.bank_code), bankBranch: container.text(.bank_branch),
      account: container.text(.account), accountDigit: container.text(.account_digit),
      batchCode: container.text(.batch_code), amountInCents: container.amount(.amount))
  }
}
