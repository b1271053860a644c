/// What becomes of a charge by itself.
enum ChargeCourse: Sendable, CaseIterable {
  case pays, paysLate, paysMore, staysPaid, neverPays, isRejected, awaitsApproval
}

/// Payers with a known course: the documents of the vendor's sandbox, and the last word of a name as
/// for the other operations.
///
/// | `buyer.name` ends in | what happens |
/// | --- | --- |
/// | T81 | rejected (status 7) |
/// | T82 | never pays: canceled when it expires |
/// | T83 | pays, ten times as late as others |
/// | T84 | pays more than was asked |
/// | T85 | awaits approval first (status 6, of cards), then pays |
/// | T86 | refused at creation (422) |
/// | T87 | answered with 400, and stored all the same; pays |
/// | T88 | digitable line and bar code are those of another amount; pays |
/// | T89 | pays, and the money is never credited (stays status 3) |
/// | T90 | pays; refunds of the charge fail |
enum TestPayer {
  /// How many times later than others a late payer pays.
  static let lateFactor: Int64 = 10

  private static let rejectedDocument = "90836247060"
  private static let failingDocument = "76145193026"

  /// The vendor's other documents, 58713371126, 00741212439 and 59730932395, pay like everybody.
  static func course(ofName name: String, document: String) -> ChargeCourse {
    if document == rejectedDocument { return .isRejected }
    return switch TestWord.number(in: name) {
    case 81: .isRejected
    case 82: .neverPays
    case 83: .paysLate
    case 84: .paysMore
    case 85: .awaitsApproval
    case 89: .staysPaid
    default: .pays
    }
  }

  /// Why a charge of this payer is not taken; nil when it is.
  static func refusal(ofName name: String, document: String) -> Refusal? {
    if document == failingDocument { return Refusal(failure) }
    return TestWord.number(in: name) == 86
      ? Refusal("buyer.name", "The buyer.name format is invalid.") : nil
  }

  /// Whether the answer says that it failed although the charge was stored.
  static func deniesCreation(ofName name: String) -> Bool { TestWord.number(in: name) == 87 }

  static func hasWrongBarCode(name: String) -> Bool { TestWord.number(in: name) == 88 }

  static func refundFails(ofName name: String) -> Bool { TestWord.number(in: name) == 90 }

  static let failure = Reply(status: 400, message: "Failed to send payin to processor")
}
