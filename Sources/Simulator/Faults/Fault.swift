/// What a fault does to a request. Names are those of the plan file.
package enum FaultKind: String, Sendable, CaseIterable {
  /// The connection closes without an answer; a POST has stored nothing.
  case dropBeforeStoring = "drop_before_storing"
  /// The records are stored, then the connection closes without an answer.
  case dropAfterStoring = "drop_after_storing"
  /// `status` (default 500), nothing stored.
  case errorBeforeStoring = "error_before_storing"
  /// The records are stored, then `status` (default 500).
  case errorAfterStoring = "error_after_storing"
  /// `status` (default 429) with `retry_after`; nothing stored.
  case throttle
  /// `status` (default 401), nothing stored.
  case tokenRefused = "token_refused"
  /// 413 when the POST has more than `records` records; nothing stored.
  case payloadTooLarge = "payload_too_large"
  /// The true answer, `delay_ms` (default 2,000) late; a POST has stored its records at once.
  case late
  /// `status` (default 200) with an HTML page; a POST has stored its records.
  case html
  /// Half of the true answer, then the connection closes.
  case truncated
  /// A body that goes on for `megabytes` (default 8), then the connection closes.
  case endless
  /// The true lists, even when every record was taken, under `status` (default 422).
  case partialOnErrorStatus = "partial_on_error_status"
  /// Every `every`-th record (default 5) is stored but listed in `errors` as well.
  case twoLists = "two_lists"
  /// The lists with wrong `line` numbers, even when every record was taken.
  case lyingLines = "lying_lines"
  /// Every `every`-th record (default 5) is accepted under service 1.
  case changeService = "change_service"
  /// Every `every`-th record (default 5) is refused.
  case refuseRecords = "refuse_records"
  /// Reads do not show the stored records for `delay_ms` (default 2,000).
  case listLag = "list_lag"
  /// A list is given as if nothing had been filtered.
  case filterIgnored = "filter_ignored"

  /// Whether requests of a method have any use for it.
  func applies(to method: FaultRule.Method) -> Bool {
    switch self {
    case .payloadTooLarge, .partialOnErrorStatus, .twoLists, .lyingLines, .changeService,
      .refuseRecords, .listLag:
      method == .post
    case .filterIgnored: method == .get
    default: true
    }
  }
}

/// A kind with its settings; nil means the kind's default.
package struct Fault: Sendable, Equatable {
  package var kind: FaultKind
  package var delayMilliseconds: Int?
  /// HTTP status, 200…599.
  package var status: Int?
  /// A `Retry-After` header: seconds as they are to be sent (`"2"`, `"-5"`), or `date+SECONDS` for
  /// an HTTP date that far from now (`"date+2"`, `"date-60"`). Nil sends no header.
  package var retryAfter: String?
  package var records: Int?
  package var megabytes: Int?
  package var every: Int?

  package init(
    _ kind: FaultKind, delayMilliseconds: Int? = nil, status: Int? = nil,
    retryAfter: String? = nil, records: Int? = nil, megabytes: Int? = nil, every: Int? = nil
  ) {
    self.kind = kind
    self.delayMilliseconds = delayMilliseconds
    self.status = status
    self.retryAfter = retryAfter
    self.records = records
    self.megabytes = megabytes
    self.every = every
  }

  /// The value of the `Retry-After` header at `now`.
  func retryAfterHeader(at now: Moment) -> String? {
    guard let retryAfter, retryAfter.hasPrefix("date"), let seconds = Int64(retryAfter.dropFirst(4))
    else { return retryAfter }
    return now.advanced(byMilliseconds: seconds * 1000).httpDate
  }
}
