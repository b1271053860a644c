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
    info = container.tolerant(Info.self, .info)
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
        let isEmptyArray = (try? decoder.unkeyedContainer())?.isAtEnd ?? false
        lists = isEmptyArray ? nil : SubmissionReply.Lists()
        return
      }
      let isPresent = container.allKeys.contains {
        !((try? container.decodeNil(forKey: $0)) ?? true)
      }
      guard isPresent else {
        lists = nil
        return
      }
      lists = SubmissionReply.Lists(
        errors: Self.entries(.errors, of: container),
        accepted: Self.entries(.uploadSuccess, of: container),
        acceptedUnderOtherService: Self.entries(.uploadChangeService, of: container))
    }

    /// Entries with a code; the others cannot be matched with any record.
    private static func entries(
      _ key: CodingKeys, of container: KeyedDecodingContainer<CodingKeys>
    ) -> [SubmissionReply.Entry] {
      let entries = container.tolerant([Tolerant<Entry>].self, key) ?? []
      return entries.compactMap { $0.value?.entry }
    }
  }

  private struct Entry: Decodable {
    let entry: SubmissionReply.Entry?

    private enum CodingKeys: String, CodingKey {
      case custom_code, message
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      entry = container.text(.custom_code).flatMap { code in
        code.isEmpty
          ? nil : SubmissionReply.Entry(customCode: code, message: container.text(.message))
      }
    }
  }
}
