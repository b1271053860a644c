import BulkEngine
import Foundation
import Testing

@testable import qualifica

/// The pure parts of `report.html`.
struct PagePartsTests {
  @Test("A text of any characters ends no value, opens no tag and turns no line")
  func escaping() {
    #expect(PageText.escaped("a<b>&\"'`") == "a&lt;b&gt;&amp;&quot;&#39;&#96;")
    // Joined with an accent they are one character of Swift's, and still a quote for a browser.
    #expect(!PageText.escaped("\"\u{301}").unicodeScalars.contains("\""))
    #expect(!PageText.escaped("<\u{301}").unicodeScalars.contains("<"))
    #expect(PageText.escaped("a\u{202E}b\u{0}c\u{200B}d") == "a b c d")
    #expect(PageText.escaped("http://x") == "http:&#47;/x")
    #expect(PageText.escaped("Conta: 4.980") == "Conta: 4.980")
    #expect(PageText.escaped(String(repeating: "é", count: 9_000)).unicodeScalars.count == 2_001)
  }

  @Test("A part is never told as all or as nothing when it is not")
  func percent() {
    #expect(Language.portuguese.percent(999_999, of: 1_000_000) == "99,9%")
    #expect(Language.english.percent(1, of: 1_000_000) == "0.1%")
    #expect(Language.english.percent(5, of: 5) == "100%")
    #expect(Language.english.percent(0, of: 5) == "0%")
    #expect(Language.english.percent(0, of: 0) == "–")
  }

  @Test("Names of files become relative addresses")
  func references() {
    #expect(PageFiles.reference("fix.csv") == "fix.csv")
    #expect(PageFiles.reference("folha nº\"1.txt") == "folha%20n%C2%BA%221.txt")
    #expect(PageFiles.reference("folha_mês\n.txt") == "folha_m%C3%AAs%0A.txt")
  }

  private static let start = Date(timeIntervalSince1970: 1_796_000_000)

  @Test("A timeline keeps its size and loses no request, however long it grows")
  func timeline() throws {
    var timeline = RequestTimeline(start: Self.start)
    for second in 0..<10_000 { timeline.note(at: second * 1_000) { $0.sent += 1 } }
    timeline.note(at: 5_000_000) { $0.throttled += 1 }
    timeline.notePause(from: 1_000_000, to: 1_600_000)
    #expect(timeline.spans.count <= RequestTimeline.mostSpans)
    #expect(timeline.total.sent == 10_000 && timeline.total.throttled == 1)
    #expect(timeline.total.pausedInMilliseconds == 600_000)
    #expect(timeline.seconds >= 10_000)
    let event = try #require(timeline.event(at: Self.start))
    #expect(RequestTimeline(event) == timeline)
    #expect(event.evidence.utf8.count < 4_000)
  }

  @Test(
    "An audit line that is none of ours draws nothing",
    arguments: [
      "", "{}", "[]", #"{"start":0,"spanInMilliseconds":0,"spans":[]}"#,
      #"{"start":0,"spanInMilliseconds":250,"spans":[{"s":-1,"t":0,"f":0,"p":0}]}"#,
      #"{"start":0,"spanInMilliseconds":250,"spans":[{"s":9000000000000000000,"t":0,"f":0,"p":0}]}"#,
    ])
  func foreignLine(evidence: String) {
    let event = JournalEvent(at: Self.start, kind: RequestTimeline.eventKind, evidence: evidence)
    #expect(RequestTimeline(event) == nil)
  }

  @Test("A pause that is told of again and again counts once, and only as far as it was waited for")
  func pauses() throws {
    var log = RequestLog()
    log.note(at: .seconds(1), date: Self.start) { $0.sent += 1 }
    log.notePause(for: .seconds(40), at: .seconds(2), date: Self.start)
    log.notePause(for: .seconds(10), at: .seconds(32), date: Self.start)
    let taken = log.take(at: .seconds(22), date: Self.start)
    let timeline = try #require(taken)
    #expect(timeline.total.pausedInMilliseconds == 20_000)
    let rest = log.take(at: .seconds(90), date: Self.start)
    #expect(rest?.total.pausedInMilliseconds == 20_000)
    let nothing = log.take(at: .seconds(91), date: Self.start)
    #expect(nothing == nil)
  }

  @Test("Processes with a rest between them are told apart, and every request is in a column")
  func sessions() {
    func timeline(_ offset: Double, _ count: Int) -> RequestTimeline {
      var timeline = RequestTimeline(start: Self.start.addingTimeInterval(offset))
      for second in 0..<count { timeline.note(at: second * 1_000) { $0.sent += 2 } }
      return timeline
    }
    let sessions = PageRequests.sessions([timeline(400, 5), timeline(0, 60), timeline(62, 60)])
    #expect(sessions.map(\.total.sent) == [240, 10])
    let columns = PageRequests.columns(sessions[0], count: 40)
    #expect(columns.count == 40 && columns[0].isBeginning && !columns[1].isBeginning)
    let width = sessions[0].seconds / 40
    #expect(abs(columns.reduce(0) { $0 + $1.rate * width } - 240) < 0.001)
  }

  @Test("A bar shows every part that is there, and a part of a million too")
  func shares() {
    let drawing = PageDrawing.shares(
      [
        .init(name: "a", count: 1_000_000, mood: .good), .init(name: "b", count: 1, mood: .wait),
        .init(name: "c", count: 0, mood: .stop),
      ], title: "t", id: "x")
    let widths = drawing.matches(of: /class="(good|wait|stop)"[^>]*? width="([0-9]+)"/)
      .map { Int($0.2) ?? 0 }
    #expect(widths.count == 2 && widths.allSatisfy { $0 >= 4 })
    #expect(widths.reduce(0, +) <= 1_000)
  }
}
