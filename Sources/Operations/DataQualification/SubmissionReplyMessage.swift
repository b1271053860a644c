import BulkEngine

/// The reply to a submission as it stands in the body, before it is called the API's message.
struct SubmissionReplyMessage: Decodable {
  let message: String?
  let info: Info?

  private enum CodingKeys: String, CodingKey {
    case message, info
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    message = container.tolerant(String.self, .message)
    // Lists that stand beside the message instead of under `info` must not be overlooked: a reply
    // without lists says that every record was taken.
    info = container.tolerant(Info.self, .info) ?? (try? Info(from: decoder))
  }

  /// `nil` when the object has neither a message nor lists: then it is not the API's.
  var reply: SubmissionReply? {
    let lists = info?.lists
    guard message != nil || lists != nil else { return nil }
    let sentences = [message].compactMap { $0 } + (info?.sentences ?? [])
    let text = sentences.isEmpty ? nil : sentences.joined(separator: " ")
    return SubmissionReply(
      message: text, speaksOfRepetition: RepetitionWords.areIn(text),
      answers: lists?.answers, hasNamelessAnswers: lists?.hasNamelessEntries ?? false)
  }
}

extension SubmissionReplyMessage {
  /// The reply to a submission of `records`.
  ///
  /// A refusal whose lists name nobody judged the records one by one and forgot some. Of several the
  /// halves are sent again, which tells; of a single one the API is asked.
  func reply(_ status: Int, to records: [OutgoingRecord]) -> SubmissionReply? {
    guard var reply else { return nil }
    guard let info, info.hasListsOfTaken, !reply.judgesRecords, [400, 422].contains(status),
      records.count == 1, let record = records.first
    else { return reply }
    let answer = SubmissionReply.Answer(
      customCode: record.customCode, .unclear, code: APICode.refused, message: reply.message)
    reply.answers = [answer]
    return reply
  }
}

extension SubmissionReplyMessage {
  /// The field `info`: absent lists and an empty `[]` (how PHP writes an empty object) name nothing.
  ///
  /// Something else than lists under `info` says that not all is well, but not about whom; it gives
  /// empty lists, so that no record counts as accepted on its account.
  struct Info: Decodable {
    let lists: SubmissionLists?
    /// What a framework's validation says of fields, where it says anything: the first ones.
    private(set) var sentences: [String] = []
    /// Whether there is a list of records that were taken, empty or not.
    private(set) var hasListsOfTaken = false

    private static let mostSentences = 3

    private enum CodingKeys: String, CodingKey {
      case errors, uploadSuccess, uploadChangeService
    }

    init(from decoder: any Decoder) throws {
      guard let container = try? decoder.container(keyedBy: CodingKeys.self) else {
        let elements = try? decoder.unkeyedContainer()
        let isEmptyArray = elements?.isAtEnd ?? false
        lists =
          isEmptyArray ? nil : SubmissionLists(hasNamelessEntries: elements != nil)
        return
      }
      let isPresent = container.allKeys.contains {
        !((try? container.decodeNil(forKey: $0)) ?? true)
      }
      guard isPresent else {
        lists = nil
        return
      }
      let errors = Self.named(.errors, of: container)
      let accepted = Self.named(.uploadSuccess, of: container)
      let changed = Self.named(.uploadChangeService, of: container)
      hasListsOfTaken = [.uploadSuccess, .uploadChangeService].contains {
        container.tolerant([Tolerant<Element>].self, $0) != nil
      }
      sentences = Array(errors.sentences.prefix(Self.mostSentences))
      lists = SubmissionLists(
        errors: errors.entries, accepted: accepted.entries,
        acceptedUnderOtherService: changed.entries,
        hasNamelessEntries: errors.hasOthers || accepted.hasOthers || changed.hasOthers)
    }

    /// Entries with a code, and whether there are others, which match no record.
    ///
    /// PHP writes a list with gaps as an object whose keys are the positions.
    private static func named(
      _ key: CodingKeys, of container: KeyedDecodingContainer<CodingKeys>
    ) -> (entries: [SubmissionLists.Entry], hasOthers: Bool, sentences: [String]) {
      let list = container.tolerant([Tolerant<Element>].self, key)
      let object = list == nil ? container.tolerant([String: Tolerant<Element>].self, key) : nil
      let values = object.map { object in object.sorted { $0.key < $1.key }.map(\.value) }
      let elements = (list ?? values ?? []).compactMap(\.value)
      return (
        elements.compactMap(\.entry), elements.contains { $0 == .nameless },
        elements.flatMap(\.sentences)
      )
    }
  }

  /// What stands in a list: an object with a code, or the code alone.
  private enum Element: Decodable, Equatable {
    case named(SubmissionLists.Entry)
    /// About a record that it does not name.
    case nameless
    /// Sentences about a field, as a framework's validation writes them: about no record at all.
    case sentences([String])

    private enum CodingKeys: String, CodingKey {
      case custom_code, message
    }

    var entry: SubmissionLists.Entry? {
      if case .named(let entry) = self { entry } else { nil }
    }

    var sentences: [String] {
      if case .sentences(let sentences) = self { sentences } else { [] }
    }

    init(from decoder: any Decoder) throws {
      if let container = try? decoder.container(keyedBy: CodingKeys.self) {
        self.init(code: container.text(.custom_code), message: container.text(.message))
      } else if (try? decoder.unkeyedContainer()) != nil {
        let texts = (try? [Tolerant<String>](from: decoder)) ?? []
        self = .sentences(texts.compactMap(\.value))
      } else {
        let value = try decoder.singleValueContainer()
        self.init(code: (try? value.decode(TextOrNumber.self))?.text, message: nil)
      }
    }

    private init(code: String?, message: String?) {
      guard let code, !code.isEmpty else {
        self = .nameless
        return
      }
      self = .named(SubmissionLists.Entry(customCode: code, message: message))
    }
  }
}
