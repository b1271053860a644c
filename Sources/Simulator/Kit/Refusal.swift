/// Why a write changed nothing.
struct Refusal: Error {
  let reply: Reply
  /// Whether it came under a key that is taken.
  var isRepetition = false
  /// Whether nothing stands under the key; otherwise what does is the answer.
  var isRefused = true

  init(_ reply: Reply, isRepetition: Bool = false) {
    self.reply = reply
    self.isRepetition = isRepetition
  }

  /// 422 for one field.
  init(_ field: String, _ text: String) {
    self.init(.invalid([(field, text)]))
  }

  init(_ status: Int, _ message: String) {
    self.init(Reply(status: status, message: message))
  }

  /// No refusal in truth: the answer is what an earlier write under the same key stored.
  static func answered(_ reply: Reply) -> Refusal {
    var refusal = Refusal(reply, isRepetition: true)
    refusal.isRefused = false
    return refusal
  }
}
