/// What the API has under codes, as far as it was asked and has answered.
struct LookUpAnswers: Sendable, Equatable {
  /// What is known of one code.
  enum Answer: Sendable, Equatable {
    /// Not asked, or no usable answer: nothing is proven.
    case unanswered
    case absent
    case found(RemoteRecord)

    var record: RemoteRecord? {
      if case .found(let record) = self { record } else { nil }
    }
  }

  private var known: [String: Answer] = [:]

  init() {}

  subscript(code: String) -> Answer {
    get { known[code] ?? .unanswered }
    set { known[code] = newValue == .unanswered ? nil : newValue }
  }

  /// The codes that were answered for.
  var codes: Dictionary<String, Answer>.Keys { known.keys }

  /// How many codes were answered for.
  var count: Int { known.count }

  /// What was found, by the codes that were asked for.
  var found: [(code: String, record: RemoteRecord)] {
    known.compactMap { code, answer in answer.record.map { (code, $0) } }
  }

  /// The answers that found something.
  var withoutAbsences: LookUpAnswers {
    var answers = self
    answers.known = known.filter { $0.value != .absent }
    return answers
  }
}
