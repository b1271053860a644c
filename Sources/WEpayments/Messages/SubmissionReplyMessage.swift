import Qualification

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
    return SubmissionReply(message: message, lists: lists)
  }
}

extension SubmissionReplyMessage {
  /// The field `info`: absent lists and an empty `[]` (how PHP writes an empty object) name nothing.
  ///
  /// Something else than lists under `info` says that not all is well, but not about whom; it gives
  /// empty lists, so that no record counts as accepted on its account.
  struct Info: Decodable {
    let lists: SubmissionReply.Lists?

    private enum CodingKeys: String, CodingKey {
      case errors, uploadSuccess, uploadChangeService
    }

    init(from decoder: any Decoder) throws {
      guard let container = try? decoder.container(keyedBy: CodingKeys.self) else {
        let elements = try? decoder.unkeyedContainer()
        let isEmptyArray = elements?.isAtEnd ?? false
        lists =
          isEmptyArray ? nil : SubmissionReply.Lists(hasNamelessEntries: elements != nil)
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
      lists = SubmissionReply.Lists(
        errors: errors.entries, accepted: accepted.entries,
        acceptedUnderOtherService: changed.entries,
        hasNamelessEntries: errors.hasOthers || accepted.hasOthers || changed.hasOthers)
    }

    /// Entries with a code, and whether there are others, which match no record.
    ///
    /// PHP writes a list with gaps as an object whose keys are the positions.
    private static func named(
      _ key: CodingKeys, of container: KeyedDecodingContainer<CodingKeys>
    ) -> (entries: [SubmissionReply.Entry], hasOthers: Bool) {
      let list = container.tolerant([Tolerant<Element>].self, key)
      let object = list == nil ? container.tolerant([String: Tolerant<Element>].self, key) : nil
      let elements = (list ?? object.map { Array($0.values) } ?? []).compactMap(\.value)
      let entries = elements.compactMap(\.entry)
      return (entries, elements.contains { $0 == .nameless })
    }
  }

  /// What stands in a list: an object with a code, or the code alone.
  private enum Element: Decodable, Equatable {
    case named(SubmissionReply.Entry)
    /// About a record, but nobody knows which.
    case nameless
    /// Sentences about a field, as a framework's validation writes them: about no record at all.
    case sentences

    private enum CodingKeys: String, CodingKey {
      case custom_code, message
    }

    var entry: SubmissionReply.Entry? {
      if case .named(let entry) = self { entry } else { nil }
    }

    init(from decoder: any Decoder) throws {
      if let container = try? decoder.container(keyedBy: CodingKeys.self) {
        self.init(code: container.text(.custom_code), message: container.text(.message))
      } else if (try? decoder.unkeyedContainer()) != nil {
        self = .sentences
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
      self = .named(SubmissionReply.Entry(customCode: code, message: message))
    }
  }
}
