import BulkEngine
import Foundation

/// A refund as the API tells it, in one of two forms whose numbers of statuses contradict each other.
struct RefundMessage: Decodable {
  /// What became of it.
  enum State: String {
    case requested, paid, error
  }

  let id: String?
  let chargeID: String?
  let amountInCents: Int64?
  let reason: String?
  let callbackURL: String?
  let endToEndID: String?
  /// nil where number and name do not belong together, or say something else.
  let state: State?

  private enum Key: String, CodingKey {
    case id, payinId, payin_id, statusId, status_id, amountCents, refund_amount, amount
    case statuses, status_history, name, reason, callbackUrl, callback_url, endToEndId,
      end_to_end_id
  }

  init(from decoder: any Decoder) throws {
    let all = try decoder.container(keyedBy: Key.self)
    func first(_ keys: Key...) -> String? { keys.lazy.compactMap { all.text($0) }.first }
    id = all.text(.id)
    chargeID = first(.payinId, .payin_id)
    amountInCents = all.wholeCents(.amountCents, .refund_amount, .amount)
    reason = all.text(.reason)
    callbackURL = first(.callbackUrl, .callback_url)
    endToEndID = first(.endToEndId, .end_to_end_id)
    let isNewer = all.contains(.status_id) && !all.contains(.statusId)
    let number = isNewer ? all.number(.status_id) : all.number(.statusId)
    let numbers: [Int: State] =
      isNewer ? [2: .requested, 4: .paid, 5: .error] : [1: .requested, 2: .paid, 3: .error]
    let history = all.tolerant([Step].self, isNewer ? .status_history : .statuses) ?? []
    state = Self.state(number.flatMap { numbers[$0] }, number, history)
  }

  private struct Step: Decodable {
    let number: Int?
    let name: String?

    init(from decoder: any Decoder) throws {
      let all = try decoder.container(keyedBy: Key.self)
      number = all.number(.statusId) ?? all.number(.status_id)
      name = all.text(.name)
    }
  }

  /// The number by its form, where the name of the last step does not contradict it.
  private static func state(_ byNumber: State?, _ number: Int?, _ history: [Step]) -> State? {
    let step = history.last { $0.number == number }
    guard let name = step?.name else { return history.isEmpty || step != nil ? byNumber : nil }
    let words: [String: State] = [
      "solicitado": .requested, "requested": .requested, "pago": .paid, "paid": .paid,
      "erro": .error, "error": .error,
    ]
    return words[name.lowercased()] == byNumber ? byNumber : nil
  }

  /// Our code, in the reason or else in the address of the callbacks.
  var mark: String? { Self.mark(in: reason) ?? Self.mark(inQueryOf: callbackURL) }

  /// The member of the query that carries the code a second time.
  private static let markMember = "refund_code"
  /// Characters of an address that the API takes.
  private static let longestURL = 191

  /// The address with the code in its query; as it is where that would be too long.
  static func callbackURL(_ url: String, marking code: String) -> String {
    guard var parts = URLComponents(string: url) else { return url }
    parts.percentEncodedQueryItems =
      (parts.percentEncodedQueryItems ?? []) + [URLQueryItem(name: markMember, value: code)]
    guard let marked = parts.string, marked.utf8.count <= longestURL else { return url }
    return marked
  }

  private static func mark(inQueryOf url: String?) -> String? {
    let items = url.flatMap { URLComponents(string: $0) }?.queryItems
    let code = items?.last { $0.name == markMember }?.value
    return code.flatMap { CustomCode.isPlain($0.utf8.span) && !$0.isEmpty ? $0 : nil }
  }

  /// The code in a reason that ends with `[code]`.
  static func mark(in reason: String?) -> String? {
    guard let reason, reason.hasSuffix("]"), let start = reason.lastIndex(of: "[") else {
      return nil
    }
    let code = String(reason[reason.index(after: start)...].dropLast())
    return CustomCode.isPlain(code.utf8.span) ? code : nil
  }
}
