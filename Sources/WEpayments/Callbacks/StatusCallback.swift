/// What the API posts to the notification URL when the status of a record changes.
package struct StatusCallback: Sendable, Equatable {
  /// The vendor's id; a text in callbacks, a number elsewhere.
  package var id: Int
  /// Decides; see ``DataQualification/step(ofStatus:)``.
  package var statusID: Int
  package var customCode: String
  package var batchCode: String?
  /// Free text; it may hold personal data.
  package var message: String?

  package init(
    id: Int, statusID: Int, customCode: String, batchCode: String? = nil, message: String? = nil
  ) {
    self.id = id
    self.statusID = statusID
    self.customCode = customCode
    self.batchCode = batchCode
    self.message = message
  }

  /// Reads the body of a callback; `nil` without id, status and code.
  package init?(body: [UInt8]) {
    guard let callback = decoded(StatusCallbackMessage.self, from: body)?.callback else {
      return nil
    }
    self = callback
  }
}

private struct StatusCallbackMessage: Decodable {
  let callback: StatusCallback?

  private enum CodingKeys: String, CodingKey {
    case id, status_id, custom_code, batch_code, message
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard let id = container.number(.id), let statusID = container.number(.status_id),
      let customCode = container.text(.custom_code), !customCode.isEmpty
    else {
      callback = nil
      return
    }
    callback = StatusCallback(
      id: id, statusID: statusID, customCode: customCode, batchCode: container.text(.batch_code),
      message: container.text(.message))
  }
}
