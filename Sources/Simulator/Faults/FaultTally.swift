/// What the faults of a plan did, in the few kinds that people care about.
package struct FaultTally: Sendable, Equatable {
  /// Connections that ended before the whole answer had left.
  package var droppedReplies = 0
  /// 401, 413, 429 and 503 with nothing stored.
  package var refusedRequests = 0
  /// Errors such as 500 instead of an answer, whether the records were stored or not.
  package var failedRequests = 0
  /// Answers that came late, and records that lists showed late.
  package var delays = 0
  /// Answers that were not what they seemed.
  package var misleadingAnswers = 0
  /// Records that came again under a code that was stored already.
  package var repeatedRecords = 0

  package init() {}

  /// Whether no fault struck.
  package var isQuiet: Bool {
    droppedReplies + refusedRequests + failedRequests + delays + misleadingAnswers == 0
  }

  package static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.droppedReplies += right.droppedReplies
    sum.refusedRequests += right.refusedRequests
    sum.failedRequests += right.failedRequests
    sum.delays += right.delays
    sum.misleadingAnswers += right.misleadingAnswers
    sum.repeatedRecords += right.repeatedRecords
    return sum
  }

  init(_ statistics: Statistics) {
    for (kind, count) in statistics.faultCounts { self[keyPath: Self.part(of: kind)] += count }
    repeatedRecords = statistics.repeatedCodeCount
  }

  private static func part(of kind: FaultKind) -> WritableKeyPath<Self, Int> {
    switch kind {
    case .dropBeforeStoring, .dropAfterStoring, .truncated, .endless: \.droppedReplies
    case .throttle, .tokenRefused, .payloadTooLarge: \.refusedRequests
    case .errorBeforeStoring, .errorAfterStoring: \.failedRequests
    case .late, .listLag: \.delays
    case .html, .partialOnErrorStatus, .twoLists, .lyingLines, .changeService, .refuseRecords,
      .filterIgnored:
      \.misleadingAnswers
    }
  }
}
