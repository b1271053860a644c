import BulkEngine

/// A page of records: a resource page (`data`, `meta`, `links`), a flat paginator, either of them
/// under a `data` of its own, or a bare array. In place of the array may stand a single record, or an
/// object whose keys are positions, which is how PHP writes a list with gaps.
struct RecordPageMessage: Decodable {
  let page: RemotePage

  private enum CodingKeys: String, CodingKey {
    case data, meta, last_page, total
  }

  init(from decoder: any Decoder) throws {
    guard let container = try? decoder.container(keyedBy: CodingKeys.self) else {
      page = RemotePage(records: try Self.records([RecordMessage](from: decoder)))
      return
    }
    guard container.contains(.data) else {
      page = RemotePage(records: try Self.records(Self.messages(in: decoder)))
      return
    }
    let meta = container.tolerant(Meta.self, .meta)
    let total = meta?.total ?? container.number(.total)
    let isEmpty = total == 0 && (try? container.decodeNil(forKey: .data)) == true
    let inner = try isEmpty ? nil : container.decode(RecordPageMessage.self, forKey: .data).page
    page = RemotePage(
      records: inner?.records ?? [],
      lastPage: meta?.lastPage ?? container.number(.last_page) ?? inner?.lastPage,
      total: total ?? inner?.total)
  }

  /// One record, or those of an object whose keys are positions.
  private static func messages(in decoder: any Decoder) throws -> [RecordMessage] {
    guard let byPosition = try? [Int: RecordMessage](from: decoder), !byPosition.isEmpty else {
      return [try RecordMessage(from: decoder)]
    }
    return byPosition.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Records with a code.
  ///
  /// Where none of several has one, the API calls it something else: that must not pass for a page
  /// on which our records are absent.
  private static func records(_ messages: [RecordMessage]) throws -> [RemoteRecord] {
    let records = messages.compactMap(\.record)
    guard messages.isEmpty || !records.isEmpty else {
      throw DecodingError.valueNotFound(
        RecordMessage.self, .init(codingPath: [], debugDescription: "no record has a code"))
    }
    return records
  }

  private struct Meta: Decodable {
    let lastPage: Int?
    let total: Int?

    private enum CodingKeys: String, CodingKey {
      case last_page, total
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      lastPage = container.number(.last_page)
      total = container.number(.total)
    }
  }
}

/// One record of a page.
///
/// A record without a code cannot be ours and is left out. One with a code is never left out, or it
/// would pass for absent and be submitted again: an unreadable status reads as 0, which is pending.
struct RecordMessage: Decodable {
  let record: RemoteRecord?

  private enum CodingKeys: String, CodingKey {
    case id, custom_code, batch_code, status_flow_data_qualification_id, status_id
    case data_qualification_service_name
    case document, bank_code, bank_branch, account, account_digit, amount, created_at
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard let code = container.text(.custom_code), !code.isEmpty else {
      record = nil
      return
    }
    record = RemoteRecord(
      id: String(container.number(.id) ?? 0), customCode: code,
      // The callback's name for the same thing.
      statusID: String(
        container.number(.status_flow_data_qualification_id)
          ?? container.number(.status_id) ?? 0),
      serviceName: container.text(.data_qualification_service_name),
      document: container.text(.document), bankCode: container.text(.bank_code),
      bankBranch: container.text(.bank_branch), account: container.text(.account),
      accountDigit: container.text(.account_digit), createdAt: container.text(.created_at),
      batchCode: container.text(.batch_code), amountInCents: container.amount(.amount))
  }
}
