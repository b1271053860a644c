import BulkEngine
import Foundation

/// When requests left and what came back, in equal spans of time. A pure value of bounded size: when
/// the spans are used up they are joined in pairs.
struct RequestTimeline: Codable, Equatable, Sendable {
  /// Audit line with the timeline of a while, as JSON.
  static let eventKind = "requests"
  static let mostSpans = 100
  /// Of a span at the start.
  private static let finest = 250

  /// When the first span begins.
  let start: Date
  private(set) var spanInMilliseconds = finest
  private(set) var spans: [Span] = [Span()]

  /// What happened in a span. Short names: the journal holds many.
  struct Span: Codable, Equatable, Sendable {
    var sent = 0
    /// Answered with 429.
    var throttled = 0
    /// Without an answer, or answered with 5xx.
    var failed = 0
    /// In which nothing might leave: the API asked for a pause, or requests failed.
    var pausedInMilliseconds = 0

    enum CodingKeys: String, CodingKey {
      case sent = "s"
      case throttled = "t"
      case failed = "f"
      case pausedInMilliseconds = "p"
    }

    static func + (left: Span, right: Span) -> Span {
      Span(
        sent: left.sent + right.sent, throttled: left.throttled + right.throttled,
        failed: left.failed + right.failed,
        pausedInMilliseconds: left.pausedInMilliseconds + right.pausedInMilliseconds)
    }
  }

  init(start: Date) {
    self.start = start
  }

  var total: Span { spans.reduce(Span(), +) }
  var isEmpty: Bool { spans.allSatisfy { $0 == Span() } }
  var seconds: Double { Double(spans.count * spanInMilliseconds) / 1000 }
  var end: Date { start.addingTimeInterval(seconds) }

  /// Changes the span at `offset` milliseconds behind the start.
  mutating func note(at offset: Int, _ change: (inout Span) -> Void) {
    let offset = max(0, offset)
    while offset / spanInMilliseconds >= Self.mostSpans { joinPairs() }
    let index = offset / spanInMilliseconds
    while spans.count <= index { spans.append(Span()) }
    change(&spans[index])
  }

  /// Notes that nothing might leave between two offsets in milliseconds.
  mutating func notePause(from first: Int, to last: Int) {
    guard last > first else { return }
    // Makes room for the last one first: spans are not joined on the way.
    note(at: last - 1) { _ in }
    var begin = max(0, first)
    while begin < last {
      let end = min(last, (begin / spanInMilliseconds + 1) * spanInMilliseconds)
      note(at: begin) { $0.pausedInMilliseconds += end - begin }
      begin = end
    }
  }

  private mutating func joinPairs() {
    spans = stride(from: 0, to: spans.count, by: 2).map { index in
      index + 1 < spans.count ? spans[index] + spans[index + 1] : spans[index]
    }
    spanInMilliseconds *= 2
  }

  // MARK: In the journal

  /// The audit line; nil where nothing happened.
  func event(at date: Date) -> JournalEvent? {
    guard !isEmpty, let content = try? JSONEncoder().encode(self) else { return nil }
    return JournalEvent(
      at: date, kind: Self.eventKind, evidence: String(decoding: content, as: UTF8.self))
  }

  /// Those of all processes of a run.
  ///
  /// - Throws: ``JournalError``.
  static func all(in journal: any RunJournal) async throws -> [RequestTimeline] {
    try await journal.events(ofKind: eventKind).compactMap(RequestTimeline.init)
  }

  /// - Returns: nil for an audit line that is none of these.
  init?(_ event: JournalEvent) {
    guard
      let timeline = try? JSONDecoder().decode(Self.self, from: Data(event.evidence.utf8)),
      timeline.spanInMilliseconds > 0, timeline.spanInMilliseconds < 1 << 40,
      (1...Self.mostSpans).contains(timeline.spans.count),
      timeline.spans.allSatisfy(\.isPossible)
    else { return nil }
    self = timeline
  }
}

extension RequestTimeline.Span {
  /// A journal may hold anything.
  fileprivate var isPossible: Bool {
    [sent, throttled, failed, pausedInMilliseconds].allSatisfy { (0...1 << 40).contains($0) }
  }
}

/// Notes the requests of a process and hands the timeline over now and then.
struct RequestLog: Sendable {
  private var timeline: RequestTimeline?
  private var began = Duration.zero
  /// In which nothing may leave; a pause is told of more than once.
  private var pause: ClosedRange<Duration>?

  mutating func note(at now: Duration, date: Date, _ change: (inout RequestTimeline.Span) -> Void) {
    begin(at: now, date)
    let offset = offset(now)
    timeline?.note(at: offset, change)
  }

  /// Notes that nothing leaves for so long from `now` on.
  mutating func notePause(for left: Duration, at now: Duration, date: Date) {
    guard left > .zero else { return }
    begin(at: now, date)
    let until = now + left
    if let known = pause, known.upperBound >= now {
      pause = known.lowerBound...max(known.upperBound, until)
    } else {
      endPause(at: now)
      pause = now...until
    }
  }

  /// The timeline so far; a new one begins.
  mutating func take(at now: Duration, date: Date) -> RequestTimeline? {
    endPause(at: now)
    let taken = timeline
    timeline = nil
    if pause != nil { begin(at: now, date) }
    return taken
  }

  /// Notes the part of a pause that is over; the rest of it goes on.
  private mutating func endPause(at now: Duration) {
    guard let known = pause else { return }
    let end = min(known.upperBound, now)
    let (first, last) = (offset(known.lowerBound), offset(end))
    timeline?.notePause(from: first, to: last)
    pause = end < known.upperBound ? end...known.upperBound : nil
  }

  private mutating func begin(at now: Duration, _ date: Date) {
    guard timeline == nil else { return }
    timeline = RequestTimeline(start: date)
    began = now
  }

  private func offset(_ time: Duration) -> Int { Int((time - began) / .milliseconds(1)) }
}
