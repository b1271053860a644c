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
  /// Requests that were let in.
  var kindCounts: [RequestKind: Int] = [:]
  var requests = SlidingWindow()
  /// Requests that were let through, for the rate limit.
  var admitted = SlidingWindow()

  /// Codes named in the report at most; more would make it a copy of the store.
  private static let reportedCodes = 100

  /// The body of `GET /__simulator/stats`.
  func report(store: RecordStore) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    for (name, number) in numbers(store: store) {
      writer.key(name)
      writer.value(number)
    }
    writeEffects(store, to: &writer)
    writeCounts("requests_by_kind", kindCounts.map { ($0.rawValue, $1) }, to: &writer)
    writeCounts("faults", faultCounts.map { ($0.rawValue, $1) }, to: &writer)
    writer.endObject()
    return writer.bytes
  }

  private func numbers(store: RecordStore) -> [(String, Int)] {
    [
      ("records", store.records.count),
      ("custom_codes", store.distinctCodeCount),
      ("double_effects", store.doubleEffectCount),
      ("most_effects_of_a_code", store.mostEffectsOfACode),
      ("codes_with_several_effects", store.repeats.count),
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
  private func writeEffects(_ store: RecordStore, to writer: inout JSONWriter) {
    var codesByEffects: [Int: Int] = [:]
    for extra in store.repeats.values { codesByEffects[extra.count + 1, default: 0] += 1 }
    let single = store.distinctCodeCount - store.repeats.count
    if single > 0 { codesByEffects[1] = single }
    writer.key("custom_codes_by_effects")
    writer.beginObject()
    for (effects, codes) in codesByEffects.sorted(by: { $0.key < $1.key }) {
      writer.key(dynamic: String(effects))
      writer.value(codes)
    }
    writer.endObject()
    writer.key("doubled_custom_codes")
    writer.beginArray()
    for record in store.repeats.keys.sorted().prefix(Self.reportedCodes) {
      writer.value(store.texts(of: record).customCode)
    }
    writer.endArray()
  }

  /// What never happened is left out.
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
