import BulkEngine
import Foundation

/// A line of `--log-file`: one JSON object, time and event first; `schemas/log.schema.json` describes
/// it. Nothing personal.
struct LogLine {
  enum Level: String {
    case info, warning, error
  }

  enum Value {
    case text(String)
    case whole(Int)
    /// Rounded to milliseconds.
    case decimal(Double)
  }

  /// Of every line, and so of every log.
  static let beginning = #"{"time":""#

  var level = Level.info
  let event: String
  private var fields: [(String, Value)]

  init(_ event: String, _ level: Level = .info, _ fields: KeyValuePairs<String, Value> = [:]) {
    self.event = event
    self.level = level
    self.fields = fields.map { ($0.key, $0.value) }
  }

  /// Adds a field where there is a value for it.
  mutating func add(_ name: String, _ value: Value?) {
    if let value { fields.append((name, value)) }
  }

  /// With the line's end.
  ///
  /// - Parameter run: the code of the run, once it is known.
  func text(at date: Date, run: String?, zone: TimeZone = .current) -> String {
    var members: [(String, Value)] = [
      ("time", .text(Self.time(date, zone))), ("level", .text(level.rawValue)),
      ("event", .text(event)),
    ]
    if let run { members.append(("run", .text(run))) }
    let text = (members + fields).map { "\(Self.quoted($0.0)):\(Self.json($0.1))" }
    return "{\(text.joined(separator: ","))}\n"
  }

  /// `2026-11-21T10:15:30.250-03:00`
  private static func time(_ date: Date, _ zone: TimeZone) -> String {
    let style = Date.ISO8601FormatStyle(
      dateSeparator: .dash, dateTimeSeparator: .standard, timeSeparator: .colon,
      timeZoneSeparator: .colon, includingFractionalSeconds: true, timeZone: zone)
    let text = date.formatted(style)
    return text.hasSuffix("Z") ? text.dropLast() + "+00:00" : text
  }

  private static func json(_ value: Value) -> String {
    switch value {
    case .text(let text): quoted(text)
    case .whole(let number): "\(number)"
    case .decimal(let number): "\((number * 1000).rounded() / 1000)"
    }
  }

  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    let encoded = (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) }
    return SanitizedText.json(encoded ?? "\"\"")
  }
}

extension LogLine {
  /// A request that was answered.
  ///
  /// - Parameter path: of the request; what in it may name a record is left out.
  static func answered(
    _ request: Request, status: Int, after latency: Duration
  ) -> LogLine {
    LogLine(
      "request", status < 400 ? .info : .warning,
      [
        "method": .text(request.method.rawValue), "path": .text(plain(request.path)),
        "status": .whole(status), "duration_ms": .decimal(latency / .milliseconds(1)),
      ])
  }

  static func unanswered(
    _ request: Request, _ outcome: String, _ reason: String, after time: Duration
  ) -> LogLine {
    LogLine(
      "request", .warning,
      [
        "method": .text(request.method.rawValue), "path": .text(plain(request.path)),
        "outcome": .text(outcome), "duration_ms": .decimal(time / .milliseconds(1)),
        "reason": .text(reason),
      ])
  }

  /// What people are told; names of files stand in it.
  static func message(_ text: String, _ level: Level) -> LogLine {
    LogLine("message", level, ["text": .text(PersonalNumbers.masked(text))])
  }

  /// A path without codes and ids: words of letters and versions stay.
  static func plain(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { part in
      part.wholeMatch(of: /v[0-9]{1,2}|[a-z][a-z_-]{0,30}|/) == nil ? "*" : String(part)
    }.joined(separator: "/")
  }

  /// nil for what only a person who looks on wants to know.
  init?(_ event: EngineEvent) {
    switch event {
    case .batch(let records, let meaning):
      let (word, reason) = Self.words(meaning)
      var line = LogLine(
        "batch", meaning == .answered ? .info : .warning,
        ["outcome": .text(word), "records": .whole(records)])
      if let reason { line.fields.append(("reason", .text(reason))) }
      self = line
    case .reconciling(let records, _): self.init("in_doubt", .warning, ["records": .whole(records)])
    case .absenceUnproven(let records):
      self.init("absence_unproven", .warning, ["records": .whole(records)])
    case .waiting(let pending): self.init("waiting", .info, ["records": .whole(pending)])
    case .callbacks(let settled): self.init("callbacks", .info, ["records": .whole(settled)])
    case .heldBack(let records): self.init("held_back", .warning, ["records": .whole(records)])
    case .postponed(let records, let left):
      self.init(
        "postponed", .info,
        ["records": .whole(records), "seconds": .whole(Int(left.components.seconds))])
    case .altered(let records): self.init("altered", .warning, ["records": .whole(records)])
    case .lookingUpEarlierCodes(let records):
      self.init("looking_up_earlier_codes", .info, ["records": .whole(records)])
    case .requestFailed, .pausing, .resting: return nil
    }
  }

  private static func words(_ meaning: EngineEvent.BatchMeaning) -> (String, String?) {
    switch meaning {
    case .answered: ("answered", nil)
    case .inDoubt(let reason): ("in_doubt", reason)
    case .notSent(let reason): ("not_sent", reason)
    case .throttled: ("throttled", nil)
    case .halved: ("halved", nil)
    }
  }
}
