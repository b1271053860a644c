import BulkEngine
import Foundation
import PostgresJournal

/// What requests came to; it is bounded whatever their number.
struct RequestFigures: Codable, Equatable, Sendable {
  /// Times in which nothing left, by their reason.
  struct Pause: Codable, Equatable, Sendable {
    var count = 0
    var seconds = 0.0
  }

  /// All that have left.
  var sent = 0
  /// By method and outcome: `POST 200`, `GET not_sent`.
  var outcomes: [String: Int] = [:]
  /// Of requests that were answered.
  var latency = LatencyHistogram()
  /// By ``PauseReason/word``.
  var pauses: [String: Pause] = [:]

  /// Answered with 429.
  var throttled: Int { count { $0.hasSuffix(" 429") } }
  /// Sent or tried, and no answer came.
  var unanswered: Int { count { $0.hasSuffix(" not_sent") || $0.hasSuffix(" unknown") } }

  private func count(_ isMeant: (String) -> Bool) -> Int {
    outcomes.reduce(0) { isMeant($1.key) ? $0 + $1.value : $0 }
  }

  mutating func add(_ other: Self) {
    sent += other.sent
    outcomes.merge(other.outcomes, uniquingKeysWith: +)
    latency.add(other.latency)
    pauses.merge(other.pauses) {
      Pause(count: $0.count + $1.count, seconds: $0.seconds + $1.seconds)
    }
  }
}

/// What a run took so far, over all its processes; the journal keeps it between them.
struct RunFigures: Codable, Equatable, Sendable {
  /// Processes that worked on the run.
  var processes = 0
  /// What they took together.
  var seconds = 0.0
  /// The same by phase.
  var phaseSeconds: [String: Double] = [:]
  var requests = RequestFigures()

  private enum CodingKeys: String, CodingKey {
    case processes, seconds, requests
    case phaseSeconds = "phase_seconds"
  }

  func adding(_ other: Self) -> Self {
    var sum = self
    sum.processes += other.processes
    sum.seconds += other.seconds
    sum.phaseSeconds.merge(other.phaseSeconds, uniquingKeysWith: +)
    sum.requests.add(other.requests)
    return sum
  }
}

extension RunFigures {
  /// `Requisições: 120 (3 com 429); p95 240 ms; pausas 12 s; tempo 1 min 5 s`; nil where nothing was sent.
  func line(_ language: Language) -> String? {
    guard requests.sent > 0 else { return nil }
    var parts = [language.pick("Requests: ", "Requisições: ") + language.number(requests.sent)]
    if requests.throttled > 0 {
      let count = language.number(requests.throttled)
      parts[0] += language.pick(" (\(count) answered with 429)", " (\(count) com resposta 429)")
    }
    if let slow = requests.latency.percentileInMilliseconds(95) {
      parts.append("p95 \(language.number(Int(slow.rounded(.up)))) ms")
    }
    let pauses = requests.pauses.values.reduce(0) { $0 + $1.seconds }
    if pauses >= 1 {
      parts.append(language.pick("pauses ", "pausas ") + DurationWords.text(.seconds(pauses)))
    }
    parts.append(language.pick("time ", "tempo ") + DurationWords.text(.seconds(max(1, seconds))))
    return parts.joined(separator: "; ")
  }
}

/// The figures of a run between its processes: audit lines in its journal, of which the last one
/// counts.
enum StoredFigures {
  private static let eventKind = "figures"
  /// A process that is killed loses at most what it came to in this time.
  private static let interval = Duration.seconds(15)
  /// A timeline is larger: it is written every five minutes.
  private static let roundsOfTimeline = 20

  /// What earlier processes came to.
  ///
  /// - Throws: ``JournalError``.
  static func read(in journal: any RunJournal) async throws -> RunFigures {
    try await events(in: journal).reduce(RunFigures()) { sum, event in
      // What another version wrote there is no reason to stop.
      let figures = try? JSONDecoder().decode(RunFigures.self, from: Data(event.evidence.utf8))
      return figures.map(sum.adding) ?? sum
    }
  }

  /// In a file each process adds itself to those before it; those that share a run write their own.
  private static func events(in journal: any RunJournal) async throws -> [JournalEvent] {
    if let shared = journal as? PostgresJournal {
      return try await shared.latestEvents(ofKind: eventKind)
    }
    return try await journal.latestEvent(ofKind: eventKind).map { [$0] } ?? []
  }

  /// What all processes came to so far, with this one.
  static func total(in journal: any RunJournal) async throws -> RunFigures {
    guard journal is PostgresJournal else { return Monitor.shared.total() }
    try await note(in: journal)
    return try await read(in: journal)
  }

  /// Writes down what all processes came to, where this one did anything.
  ///
  /// - Throws: ``JournalError``.
  static func note(in journal: any RunJournal) async throws {
    guard Monitor.shared.hasWorked else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let monitor = Monitor.shared
    let figures = journal is PostgresJournal ? monitor.own() : monitor.total()
    let text = String(decoding: try encoder.encode(figures), as: UTF8.self)
    try await journal.note(JournalEvent(at: Date(), kind: eventKind, evidence: text))
  }

  /// Writes them and the timeline of requests down while `work` goes on, and the timeline at its end,
  /// however it ends.
  static func keeping<Value: Sendable>(
    in journal: any RunJournal, _ meter: RequestMeter, _ work: @Sendable () async throws -> Value
  ) async throws -> Value {
    let keeping = Task {
      var (written, rounds) = (0, 0)
      while true {
        try await Task.sleep(for: interval)
        // Who only listens for weeks has nothing new to say.
        let sent = Monitor.shared.total().requests.sent
        if sent != written { try? await note(in: journal) }
        (written, rounds) = (sent, rounds + 1)
        if rounds % roundsOfTimeline == 0 { await noteTimeline(of: meter, in: journal) }
      }
    }
    defer { keeping.cancel() }
    do {
      let value = try await work()
      await noteTimeline(of: meter, in: journal)
      return value
    } catch {
      await noteTimeline(of: meter, in: journal)
      throw error
    }
  }

  /// A journal that fails has been told of by whoever needs it.
  private static func noteTimeline(of meter: RequestMeter, in journal: any RunJournal) async {
    guard let event = meter.takeTimeline()?.event(at: Date()) else { return }
    try? await journal.note(event)
  }
}

/// The figures as `summary.json` has them.
struct FiguresPart: Encodable {
  private struct Latency: Encodable {
    let p50, p90, p95, p99, max: Double

    init?(_ histogram: LatencyHistogram) {
      guard let half = histogram.percentileInMilliseconds(50) else { return nil }
      p50 = half
      p90 = histogram.percentileInMilliseconds(90) ?? half
      p95 = histogram.percentileInMilliseconds(95) ?? half
      p99 = histogram.percentileInMilliseconds(99) ?? half
      max = histogram.greatestMilliseconds
    }
  }

  private struct Pause: Encodable {
    let count: Int
    let seconds: Double
  }

  private struct Requests: Encodable {
    let sent: Int
    let throttled: Int
    let unanswered: Int
    let outcomes: [String: Int]
    let latencyMilliseconds: Latency?
    let pauses: [String: Pause]
    let pauseSeconds: Double

    private enum CodingKeys: String, CodingKey {
      case sent, throttled, unanswered, outcomes, pauses
      case latencyMilliseconds = "latency_ms"
      case pauseSeconds = "pause_seconds"
    }

    init?(_ figures: RequestFigures) {
      guard figures.sent > 0 else { return nil }
      sent = figures.sent
      throttled = figures.throttled
      unanswered = figures.unanswered
      outcomes = figures.outcomes
      latencyMilliseconds = Latency(figures.latency)
      pauses = figures.pauses.mapValues {
        Pause(count: $0.count, seconds: FiguresPart.rounded($0.seconds))
      }
      pauseSeconds = FiguresPart.rounded(figures.pauses.values.reduce(0) { $0 + $1.seconds })
    }
  }

  private let processes: Int
  private let durationSeconds: Double
  private let phaseSeconds: [String: Double]
  private let requests: Requests?

  private enum CodingKeys: String, CodingKey {
    case processes, requests
    case durationSeconds = "duration_seconds"
    case phaseSeconds = "phase_seconds"
  }

  init(_ figures: RunFigures) {
    processes = figures.processes
    durationSeconds = Self.rounded(figures.seconds)
    phaseSeconds = figures.phaseSeconds.mapValues(Self.rounded)
    requests = Requests(figures.requests)
  }

  /// To milliseconds.
  fileprivate static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}
