import BulkEngine
import Foundation

/// Text in the OpenMetrics format, which Prometheus and its textfile collector read: families with
/// type, unit and help, then their samples, an end mark last.
struct OpenMetricsText {
  enum Kind: String {
    case gauge, counter, histogram
  }

  private var text = ""
  /// In front of the labels of each sample.
  private let labels: [(String, String)]
  private var family = ""

  init(labels: [(String, String)]) {
    self.labels = labels
  }

  /// Begins a family; its name ends with the unit, where it has one.
  mutating func begin(_ name: String, _ kind: Kind, _ help: String, unit: String? = nil) {
    family = "qualifica_\(name)"
    text += "# TYPE \(family) \(kind.rawValue)\n"
    if let unit { text += "# UNIT \(family) \(unit)\n" }
    text += "# HELP \(family) \(Self.escaped(help))\n"
  }

  /// Adds a sample of the family.
  ///
  /// - Parameter suffix: what its kind demands, such as `_total`.
  mutating func add(_ value: String, suffix: String = "", _ labels: [(String, String)]) {
    let pairs = (self.labels + labels).map { "\($0.0)=\"\(Self.escaped($0.1))\"" }
    text += "\(family)\(suffix){\(pairs.joined(separator: ","))} \(value)\n"
  }

  mutating func add(
    _ value: Int, suffix: String = "", _ labels: KeyValuePairs<String, String> = [:]
  ) {
    add("\(value)", suffix: suffix, labels.map { ($0.key, $0.value) })
  }

  /// Of a time or an amount; rounded to microseconds, so that sums do not end in noise.
  mutating func add(
    _ value: Double, suffix: String = "", _ labels: KeyValuePairs<String, String> = [:]
  ) {
    add("\((value * 1e6).rounded() / 1e6)", suffix: suffix, labels.map { ($0.key, $0.value) })
  }

  /// The whole text.
  var ended: String { text + "# EOF\n" }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}

/// What `--metrics-file` shows of a command; nothing personal.
struct MetricsContent: Sendable {
  /// The command's name.
  var command = ""
  /// What the sheet or the run folder is called, without its ending: the same next month.
  var sheet = ""
  /// Labels of the run, once it is known.
  var run: [(String, String)] = []
  var startedAt = Date()
  var phase: String?
  var isAtWork = true
  var exitCode: Int?
  var figures = RunFigures()
  /// Records by the word in `q_status`.
  var records: [String: Int] = [:]
  /// Findings by code, once the files are written.
  var findings: [String: Int] = [:]

  private static let phases = ["plan", "check", "submit", "reconcile", "wait", "write"]
  /// Upper edges of the histogram's buckets in microseconds, all of two digits as
  /// ``LatencyHistogram`` counts exactly.
  private static let edges = [
    5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000,
    10_000_000, 30_000_000, 60_000_000,
  ]

  /// - Parameter now: when it is written.
  func text(at now: Date) -> String {
    var text = OpenMetricsText(labels: [("sheet", sheet)])
    if !run.isEmpty {
      text.begin("run_info", .gauge, "What the run is; the value is always 1.")
      text.add("1", run)
    }
    state(into: &text, at: now)
    requests(into: &text)
    return text.ended
  }

  private func state(into text: inout OpenMetricsText, at now: Date) {
    text.begin("active", .gauge, "1 while the command is at work, 0 when it has ended.")
    text.add(isAtWork ? 1 : 0, ["command": command])
    if let exitCode {
      text.begin("exit_code", .gauge, "Exit code of the command that ended last.")
      text.add(exitCode, ["command": command])
    }
    text.begin(
      "start_time_seconds", .gauge, "When the command began, since 1970-01-01.", unit: "seconds")
    text.add(startedAt.timeIntervalSince1970)
    text.begin(
      "written_time_seconds", .gauge, "When this file was written, since 1970-01-01.",
      unit: "seconds")
    text.add(now.timeIntervalSince1970)
    text.begin("phase", .gauge, "1 for the phase the command is in, 0 for the others.")
    for name in Self.phases { text.add(isAtWork && name == phase ? 1 : 0, ["phase": name]) }
    text.begin(
      "phase_seconds", .counter, "Time in each phase, over all processes of the run.",
      unit: "seconds")
    for (name, seconds) in figures.phaseSeconds.sorted(by: { $0.key < $1.key }) {
      text.add(seconds, suffix: "_total", ["phase": name])
    }
    text.begin("records", .gauge, "Records by status.")
    for (word, count) in records.sorted(by: { $0.key < $1.key }) {
      text.add(count, ["status": word])
    }
    guard !findings.isEmpty else { return }
    text.begin("findings", .gauge, "Findings and repairs by code.")
    for (code, count) in findings.sorted(by: { $0.key < $1.key }) {
      text.add(count, ["code": code])
    }
  }

  private func requests(into text: inout OpenMetricsText) {
    let requests = figures.requests
    text.begin(
      "requests", .counter, "Requests to the API by method and outcome, over all processes.")
    for (outcome, count) in requests.outcomes.sorted(by: { $0.key < $1.key }) {
      let words = outcome.split(separator: " ").map(String.init)
      text.add(
        count, suffix: "_total", ["method": words.first ?? "", "outcome": words.last ?? ""])
    }
    text.begin("throttled_requests", .counter, "Requests that the API answered with 429.")
    text.add(requests.throttled, suffix: "_total")
    text.begin("pauses", .counter, "Times in which nothing left, by reason.")
    let pauses = requests.pauses.sorted { $0.key < $1.key }
    for (reason, pause) in pauses { text.add(pause.count, suffix: "_total", ["reason": reason]) }
    text.begin("pause_seconds", .counter, "How long nothing left, by reason.", unit: "seconds")
    for (reason, pause) in pauses { text.add(pause.seconds, suffix: "_total", ["reason": reason]) }
    text.begin(
      "request_duration_seconds", .histogram, "How long requests took that were answered.",
      unit: "seconds")
    for edge in Self.edges {
      text.add(
        requests.latency.count(upTo: edge), suffix: "_bucket", ["le": "\(Double(edge) / 1e6)"])
    }
    text.add(requests.latency.count, suffix: "_bucket", ["le": "+Inf"])
    text.add(requests.latency.totalSeconds, suffix: "_sum")
    text.add(requests.latency.count, suffix: "_count")
  }
}
