import BulkEngine
import Foundation

/// Progress as a line for people: drawn on a terminal, or plain.
struct ProgressView {
  let language: Language
  /// Whether the terminal shows more than ASCII.
  var hasBlocks = true

  /// One line of at most `columns`: the more room, the more is said.
  func line(_ shown: ProgressSnapshot, columns: Int) -> String {
    var pieces = [Piece(0, 0, phase(shown.phase), brief: briefPhase(shown.phase))]
    if let part = shown.part {
      pieces.append(Piece(2, 2, "\(Int(part * 100)) %"))
      pieces.append(Piece(5, 1, bar(part, columns: min(24, max(8, columns / 5)))))
    }
    if let rest = shown.rest {
      pieces.append(Piece(1, 4, waiting(rest), brief: briefly(rest)))
    }
    if shown.total > 0 {
      pieces.append(
        Piece(
          3, 3,
          language.pick(
            "\(number(shown.done)) of \(number(shown.total))",
            "\(number(shown.done)) de \(number(shown.total))")))
    }
    if let estimate = shown.estimate { pieces.append(Piece(4, 5, remaining(estimate))) }
    if shown.requests.sent > 0 {
      pieces.append(Piece(6, 6, language.decimal(shown.requests.rate) + " req/s"))
      pieces.append(Piece(7, 7, inFlight(shown)))
    }
    if !shown.counts.isEmpty { pieces.append(Piece(8, 8, counts(shown))) }
    return fitting(pieces, columns: columns)
  }

  /// Everything there is to say, in one line that stands for itself in a log.
  func plain(_ shown: ProgressSnapshot, at date: Date) -> String {
    var parts = ["\(language.moment(date)) \(phase(shown.phase))"]
    if let part = shown.part { parts.append("\(Int(part * 100)) %") }
    if shown.total > 0 {
      parts.append(
        language.pick(
          "\(number(shown.done)) of \(number(shown.total))",
          "\(number(shown.done)) de \(number(shown.total))"))
    }
    parts.append(
      language.pick("after ", "há ") + DurationWords.text(shown.elapsed.wholeSeconds))
    if let estimate = shown.estimate { parts.append(remaining(estimate)) }
    if shown.requests.sent > 0 {
      parts.append("\(language.decimal(shown.requests.rate)) req/s, \(inFlight(shown))")
    }
    if let rest = shown.rest { parts.append(waiting(rest)) }
    if !shown.counts.isEmpty { parts.append(counts(shown)) }
    return parts.joined(separator: "; ")
  }

  // MARK: Pieces

  private struct Piece {
    /// The lowest are dropped last.
    let rank: Int
    /// From left to right.
    let place: Int
    var text: String
    /// In its place where there is little room.
    let brief: String?

    init(_ rank: Int, _ place: Int, _ text: String, brief: String? = nil) {
      self.rank = rank
      self.place = place
      self.text = text
      self.brief = brief
    }
  }

  private func fitting(_ pieces: [Piece], columns: Int) -> String {
    var kept: [Piece] = []
    let pieces = pieces.map { piece in
      var piece = piece
      if columns < Self.narrow, let brief = piece.brief { piece.text = brief }
      return piece
    }
    for piece in pieces.sorted(by: { $0.rank < $1.rank }) {
      let line = (kept + [piece]).sorted { $0.place < $1.place }.map(\.text)
        .joined(separator: "  ")
      // One column stays free, so that no terminal begins a new line.
      if TextLayout.width(line) < columns { kept.append(piece) }
    }
    let line = kept.sorted { $0.place < $1.place }.map(\.text).joined(separator: "  ")
    return kept.isEmpty ? TextLayout.cut(pieces[0].text, to: columns - 1) : line
  }

  /// Fewer columns have room for the brief words only.
  private static let narrow = 70

  private func bar(_ part: Double, columns: Int) -> String {
    let full = Int((min(1, max(0, part)) * Double(columns)).rounded(.down))
    return String(repeating: hasBlocks ? "█" : "#", count: full)
      + String(repeating: hasBlocks ? "░" : ".", count: columns - full)
  }

  private func number(_ count: Int) -> String { language.number(count) }

  func phase(_ phase: ProgressState.Phase?) -> String {
    switch phase {
    case .plan: language.pick("Checking and planning", "Verificando e planejando")
    case .check: language.pick("Checking", "Verificando")
    case .submit: language.pick("Submitting", "Enviando")
    case .reconcile: language.pick("Looking up", "Consultando dúvidas")
    case .wait: language.pick("Waiting for verdicts", "Aguardando resultados")
    case .write: language.pick("Writing files", "Gravando arquivos")
    case nil: language.pick("At work", "Trabalhando")
    }
  }

  private func briefPhase(_ phase: ProgressState.Phase?) -> String {
    switch phase {
    case .plan, .check: language.pick("Checking", "Verificando")
    case .submit: language.pick("Submitting", "Enviando")
    case .reconcile: language.pick("Looking up", "Consultando")
    case .wait: language.pick("Waiting", "Aguardando")
    case .write: language.pick("Writing", "Gravando")
    case nil: language.pick("At work", "Trabalhando")
    }
  }

  private func briefly(_ rest: ProgressSnapshot.Rest) -> String {
    let time = DurationWords.text(rest.left.wholeSeconds)
    switch rest.reason {
    case .pause(.asked): return language.pick("API pause: \(time)", "pausa da API: \(time)")
    case .pause: return language.pick("pause: \(time)", "pausa: \(time)")
    case .nextLook: return language.pick("next look: \(time)", "consulta em \(time)")
    }
  }

  private func remaining(_ time: Duration) -> String {
    let words = DurationWords.text(time.wholeSeconds)
    return language.pick("\(words) left", "faltam \(words)")
  }

  private func inFlight(_ shown: ProgressSnapshot) -> String {
    language.pick("\(shown.requests.inFlight) in flight", "\(shown.requests.inFlight) em andamento")
  }

  private func counts(_ shown: ProgressSnapshot) -> String {
    shown.counts.map { status, count in
      "\(number(count)) \((count == 1 ? status.names.one : status.names.many).text(language))"
    }.joined(separator: ", ")
  }

  /// `a API pediu uma pausa: 12 s`
  func waiting(_ rest: ProgressSnapshot.Rest) -> String {
    let time = DurationWords.text(rest.left.wholeSeconds)
    let reason =
      switch rest.reason {
      case .pause(.asked): language.pick("the API asks to slow down", "a API pediu uma pausa")
      case .pause(.usedUp):
        language.pick(
          "the API's limit of requests is used up", "o limite de requisições da API acabou")
      case .pause(.slowRate):
        language.pick("the rate of requests is low", "o ritmo de requisições é baixo")
      case .pause(.failures):
        language.pick("pause after failed requests", "pausa depois de falhas")
      case .nextLook: language.pick("next look", "próxima consulta")
      }
    return "\(reason): \(time)"
  }
}

extension Duration {
  /// Without fractions of a second, which no one can follow.
  var wholeSeconds: Duration { .seconds(max(1, Int((self / .seconds(1)).rounded()))) }
}

/// Progress for programs: a JSON object a line.
struct ProgressRecord: Encodable {
  private let format = "qualifica-progress/1"
  private let at: String
  private let phase: String?
  private let done: Int?
  private let total: Int?
  private let percent: Double?
  private let elapsedSeconds: Int
  private let remainingSeconds: Int?
  private let requests: Int
  private let requestsPerSecond: Double
  private let inFlight: Int
  private let throttled: Int
  private let waitReason: String?
  private let waitSeconds: Int?
  private let statuses: [String: Int]

  private enum CodingKeys: String, CodingKey {
    case format, at, phase, done, total, percent, requests, throttled, statuses
    case elapsedSeconds = "elapsed_seconds"
    case remainingSeconds = "remaining_seconds"
    case requestsPerSecond = "requests_per_second"
    case inFlight = "in_flight"
    case waitReason = "wait_reason"
    case waitSeconds = "wait_seconds"
  }

  init(_ shown: ProgressSnapshot, at date: Date) {
    var times = TimestampText()
    at = times.text(date)
    phase = shown.phase?.rawValue
    done = shown.total > 0 ? shown.done : nil
    total = shown.total > 0 ? shown.total : nil
    percent = shown.part.map { ($0 * 1000).rounded(.down) / 10 }
    elapsedSeconds = Int(shown.elapsed / .seconds(1))
    remainingSeconds = shown.estimate.map { Int(($0 / .seconds(1)).rounded(.up)) }
    requests = shown.requests.sent
    requestsPerSecond = (shown.requests.rate * 10).rounded() / 10
    inFlight = shown.requests.inFlight
    throttled = shown.requests.throttled
    waitReason = shown.rest.map { Self.word($0.reason) }
    waitSeconds = shown.rest.map { Int(($0.left / .seconds(1)).rounded(.up)) }
    statuses = Dictionary(
      shown.counts.map { ($0.status.word, $0.count) }, uniquingKeysWith: { $0 + $1 })
  }

  private static func word(_ reason: WaitReason) -> String {
    switch reason {
    case .pause(let reason): reason.word
    case .nextLook: "next_look"
    }
  }

  func line() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

extension PauseReason {
  /// Stable, for programs.
  var word: String {
    switch self {
    case .asked: "api_asked"
    case .usedUp: "limit_used_up"
    case .slowRate: "slow_rate"
    case .failures: "failures"
    }
  }
}
