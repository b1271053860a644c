import BulkEngine
import Foundation
import Spreadsheets

/// When requests left, how fast, and where the API asked to slow down.
struct PageRequests {
  private let page: ReportPage
  private let sessions: [Session]
  private var language: Language { page.language }

  /// The work of a process, or of several without a rest between them.
  struct Session {
    var timelines: [RequestTimeline]

    var start: Date { timelines[0].start }
    var end: Date { timelines.map(\.end).max() ?? start }
    var seconds: Double { max(0.25, end.timeIntervalSince(start)) }
    var total: RequestTimeline.Span { timelines.reduce(RequestTimeline.Span()) { $0 + $1.total } }
  }

  private static let longestRest: Double = 15
  private static let mostColumns = 90
  private static let fewestColumns = 12
  /// Further ones are counted but not drawn.
  private static let mostSessions = 12

  init(_ page: ReportPage) {
    self.page = page
    sessions = Self.sessions(page.timelines)
  }

  static func sessions(_ timelines: [RequestTimeline]) -> [Session] {
    var sessions: [Session] = []
    for timeline in timelines.sorted(by: { $0.start < $1.start }) {
      if let last = sessions.last, timeline.start.timeIntervalSince(last.end) < longestRest {
        sessions[sessions.count - 1].timelines.append(timeline)
      } else {
        sessions.append(Session(timelines: [timeline]))
      }
    }
    return sessions
  }

  var section: PageContent.Section? {
    let drawn = sessions.reduce(0) { $0 + $1.total.sent }
    guard drawn > 0, page.figures.requests.sent > 0 else { return nil }
    let shown = Array(sessions.suffix(Self.mostSessions))
    let heading = language.pick("Requests over time", "Requisições ao longo do tempo")
    return PageContent.Section(
      id: "requests", heading: heading, caption: caption,
      drawing: PageDrawing.timeline(
        timeline(shown, title: heading, description: caption), id: "timeline"),
      more: sessions.count > shown.count
        ? language.pick(
          "Drawn are the last \(shown.count) of \(language.number(sessions.count)) stretches of work.",
          "O gráfico mostra os últimos \(shown.count) de \(language.number(sessions.count)) períodos de trabalho."
        )
        : nil,
      details: PageContent.Details(
        summary: language.pick("The same in numbers", "O mesmo em números"),
        detailTable: table(shown)))
  }

  /// What `summary.json` says of requests.
  private var caption: String {
    let requests = page.figures.requests
    var parts = [
      language.counted(requests.sent, .request),
      language.pick(
        "too many requests (429): \(language.number(requests.throttled))",
        "excesso de requisições (429): \(language.number(requests.throttled))"),
    ]
    if requests.unanswered > 0 {
      let count = language.number(requests.unanswered)
      parts.append(language.pick("without an answer: \(count)", "sem resposta: \(count)"))
    }
    if let slow = requests.latency.percentileInMilliseconds(95) {
      let time = language.number(Int(slow.rounded(.up)))
      parts.append(
        language.pick(
          "95% answered within \(time) ms", "95% respondidas em até \(time) ms"))
    }
    let paused = requests.pauses.values.reduce(0) { $0 + $1.seconds }
    if paused > 0 {
      let time = DurationWords.text(.seconds(paused))
      parts.append(language.pick("pauses: \(time)", "pausas: \(time)"))
    }
    return parts.joined(separator: "; ") + "."
  }

  private func pauses(_ span: RequestTimeline.Span) -> String {
    span.pausedInMilliseconds == 0
      ? "–" : DurationWords.text(.milliseconds(span.pausedInMilliseconds))
  }

  private func rate(_ rate: Double) -> String {
    rate >= 100 ? language.number(Int(rate.rounded())) : language.decimal(max(rate, 0.1))
  }

  // MARK: Drawing

  private func timeline(
    _ sessions: [Session], title: String, description: String
  ) -> PageDrawing.Timeline {
    let whole = sessions.reduce(0) { $0 + $1.seconds }
    let room = min(Self.mostColumns, max(Self.fewestColumns, Int(whole)))
    let columns = sessions.flatMap { session in
      Self.columns(session, count: max(2, Int(Double(room) * session.seconds / whole)))
    }
    // Within less than a second a few requests would seem fast.
    let most = Int(whole) < room ? nil : columns.map(\.rate).max()
    var legend = [("wait", language.pick("requests per second", "requisições por segundo"))]
    if columns.contains(where: \.isThrottled) {
      legend.append(
        ("attention", language.pick("too many requests (429)", "excesso de requisições (429)")))
    }
    if columns.contains(where: \.isFailed) {
      legend.append(("stop", language.pick("no answer, or an error", "sem resposta ou com erro")))
    }
    if columns.contains(where: \.isPaused) {
      legend.append(("pause", language.pick("pause", "pausa")))
    }
    if sessions.count > 1 {
      legend.append(("plain", language.pick("resumed here", "retomada")))
    }
    return PageDrawing.Timeline(
      columns: columns,
      most: most.map {
        language.pick("at most \(rate($0)) per second", "no máximo \(rate($0)) por segundo")
      },
      times: [sessions.first?.start, sessions.last?.end].compactMap(\.self).map(time),
      legend: legend, title: title, description: description)
  }

  /// `02/12/2026 10:52:07`
  private func time(_ date: Date) -> String {
    let seconds = Calendar.current.component(.second, from: date)
    return language.moment(date) + ":" + seconds.zeroPadded(to: 2)
  }

  static func columns(_ session: Session, count: Int) -> [PageDrawing.Timeline.Column] {
    let width = session.seconds / Double(count)
    var spans = [RequestTimeline.Span](repeating: RequestTimeline.Span(), count: count)
    for timeline in session.timelines {
      let span = Double(timeline.spanInMilliseconds) / 1000
      let offset = timeline.start.timeIntervalSince(session.start)
      for (index, value) in timeline.spans.enumerated() where value != RequestTimeline.Span() {
        let middle = offset + (Double(index) + 0.5) * span
        let place = min(count - 1, max(0, Int(middle / width)))
        spans[place] = spans[place] + value
      }
    }
    return spans.enumerated().map { index, span in
      PageDrawing.Timeline.Column(
        rate: Double(span.sent) / width, isThrottled: span.throttled > 0,
        isFailed: span.failed > 0,
        // A pause fills spans; a blink of one marks nothing.
        isPaused: Double(span.pausedInMilliseconds) / 1000 >= width / 2,
        isBeginning: index == 0)
    }
  }

  // MARK: Numbers

  private func table(_ sessions: [Session]) -> PageContent.Table {
    func column(_ english: String, _ portuguese: String) -> PageContent.Column {
      PageContent.Column(column: language.pick(english, portuguese), isNumeric: true)
    }
    return PageContent.Table(
      tableCaption: language.pick(
        "Requests by stretch of work", "Requisições por período de trabalho"),
      columns: [
        PageContent.Column(column: language.pick("From", "Início")), column("Lasted", "Duração"),
        column("Requests", "Requisições"), column("Per second", "Por segundo"),
        column("429", "429"), column("Failed", "Falhas"), column("Pauses", "Pausas"),
      ],
      rows: sessions.map { session in
        let total = session.total
        var lasted = PageContent.Cell(DurationWords.text(.seconds(session.seconds)))
        lasted.number = "\(session.seconds)"
        var average = PageContent.Cell(rate(Double(total.sent) / session.seconds))
        average.number = "\(Double(total.sent) / session.seconds)"
        var paused = PageContent.Cell(pauses(total))
        paused.number = "\(Double(total.pausedInMilliseconds) / 1000)"
        return PageContent.Row(
          first: PageContent.Cell(time(session.start)),
          cells: [
            lasted, PageContent.Cell(language.figure(total.sent)), average,
            PageContent.Cell(language.figure(total.throttled)),
            PageContent.Cell(language.figure(total.failed)), paused,
          ])
      })
  }
}
