/// What the simulator has seen and done since it started.
struct Statistics {
  var postCount = 0
  var getCount = 0
  /// Requests per method that passed the gate; they number the faults.
  var postOrdinal = 0
  var getOrdinal = 0
  /// Sent by the rate limit and by faults.
  var throttledCount = 0
  var unauthorizedCount = 0
  var refusedRecordCount = 0
  /// Records sent under a code that was stored already, whether refused or stored again.
  var repeatedCodeCount = 0
  var callbacksDelivered = 0
  var callbacksGivenUp = 0
  var faultCounts: [FaultKind: Int] = [:]
  /// Requests that were let in, by what they ask for.
  var kindCounts: [String: Int] = [:]
  var requests = SlidingWindow()
  /// Requests that were let through, for the rate limit.
  var admitted = SlidingWindow()

  /// Counts a request that was let in and returns its number among those of its method, 1-based.
  mutating func admit(_ method: FaultRule.Method, _ kind: String) -> Int {
    kindCounts[kind, default: 0] += 1
    switch method {
    case .post:
      postOrdinal += 1
      return postOrdinal
    case .get:
      getOrdinal += 1
      return getOrdinal
    }
  }

  /// The body of `GET /__simulator/stats`.
  func report(_ effects: StoredEffects, byKey: [KeyedEffects] = []) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    for (name, number) in numbers(effects) {
      writer.key(name)
      writer.value(number)
    }
    writeEffects(effects, to: &writer)
    writer.object("effects_by_key") { writer in
      for effects in byKey { effects.write(to: &writer) }
    }
    writeCounts("requests_by_kind", kindCounts.map { ($0, $1) }, to: &writer)
    writeCounts("faults", faultCounts.map { ($0.rawValue, $1) }, to: &writer)
    writer.endObject()
    return writer.bytes
  }

  private func numbers(_ effects: StoredEffects) -> [(String, Int)] {
    [
      ("records", effects.recordCount),
      ("custom_codes", effects.codeCount),
      ("double_effects", effects.doubleEffectCount),
      ("most_effects_of_a_code", effects.mostEffectsOfACode),
      ("codes_with_several_effects", effects.codesWithSeveralEffects),
      ("repeated_submissions", repeatedCodeCount),
      ("refused_records", refusedRecordCount),
      ("requests", postCount + getCount),
      ("posts", postCount),
      ("gets", getCount),
      ("peak_requests_per_second", requests.peak),
      ("throttled", throttledCount),
      ("unauthorized", unauthorizedCount),
      ("callbacks_delivered", callbacksDelivered),
      ("callbacks_given_up", callbacksGivenUp),
    ]
  }

  /// How many codes have how many effects, and which have more than one.
  private func writeEffects(_ effects: StoredEffects, to writer: inout JSONWriter) {
    writer.key("custom_codes_by_effects")
    writer.beginObject()
    for (effects, codes) in effects.codesByEffects.sorted(by: { $0.key < $1.key }) {
      writer.key(dynamic: String(effects))
      writer.value(codes)
    }
    writer.endObject()
    writer.key("doubled_custom_codes")
    writer.beginArray()
    for code in effects.doubledCodes { writer.value(code) }
    writer.endArray()
  }

  /// Leaves out what never happened.
  private func writeCounts(
    _ name: String, _ counts: [(String, Int)], to writer: inout JSONWriter
  ) {
    writer.key(name)
    writer.beginObject()
    for (kind, count) in counts.sorted(by: { $0.0 < $1.0 }) {
      writer.key(kind)
      writer.value(count)
    }
    writer.endObject()
  }
}

/// How many effects each key of one collection has: charges of a number, refunds of a charge.
struct KeyedEffects {
  let name: String
  /// In the order of arrival.
  let counts: [(key: String, count: Int)]

  /// The codes and how often each was stored, for the sums of the report.
  var stored: StoredEffects {
    var effects = StoredEffects()
    for (key, count) in counts {
      effects.codesByEffects[count, default: 0] += 1
      if count > 1, effects.doubledCodes.count < StoredEffects.namedCodes {
        effects.doubledCodes.append(key)
      }
    }
    return effects
  }

  func write(to writer: inout JSONWriter) {
    writer.object(name) { writer in
      for (key, count) in counts {
        writer.key(dynamic: key)
        writer.value(count)
      }
    }
  }
}

/// Counts events in the second up to and including the latest one.
struct SlidingWindow {
  static let milliseconds: Int64 = 1000

  private var moments: [Moment] = []
  /// Index of the oldest moment still inside.
  private var start = 0
  /// The most there ever were inside.
  private(set) var peak = 0

  /// Events in the second up to `now`, `now` itself left out of the count.
  mutating func count(at now: Moment) -> Int {
    let edge = now.advanced(byMilliseconds: -Self.milliseconds)
    while start < moments.count, moments[start] <= edge { start += 1 }
    if start > 4096, start * 2 > moments.count {
      moments.removeFirst(start)
      start = 0
    }
    return moments.count - start
  }

  /// Moments kept in memory, those not yet forgotten included.
  var retainedCount: Int { moments.count }

  mutating func record(_ now: Moment) {
    peak = max(peak, count(at: now) + 1)
    moments.append(now)
  }
}

/// What the faults of a plan did, in the few kinds that matter to people.
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
    case .html, .partialOnErrorStatus, .twoLists, .lyingLines, .lyingAmounts, .lyingBarCodes,
      .changeService, .refuseRecords, .filterIgnored:
      \.misleadingAnswers
    }
  }
}
