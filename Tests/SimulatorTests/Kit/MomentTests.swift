import Foundation
import QualificaTestKit
import Testing

@testable import Simulator

@Suite("Moment")
struct MomentTests {
  @Test(
    "texts of known moments",
    arguments: [
      (784_111_777_000, "1994-11-06 08:49:37", "Sun, 06 Nov 1994 08:49:37 GMT"),
      (0, "1970-01-01 00:00:00", "Thu, 01 Jan 1970 00:00:00 GMT"),
      (951_782_400_999, "2000-02-29 00:00:00", "Tue, 29 Feb 2000 00:00:00 GMT"),
      (-1, "1969-12-31 23:59:59", "Wed, 31 Dec 1969 23:59:59 GMT"),
    ] as [(Int64, String, String)])
  func texts(milliseconds: Int64, text: String, httpDate: String) {
    #expect(Moment(milliseconds: milliseconds).text == text)
    #expect(Moment(milliseconds: milliseconds).httpDate == httpDate)
  }

  @Test("the calendar agrees with Foundation's, a day in each month of 1601 to 2400")
  func calendar() throws {
    var generator = SeededGenerator(seed: 11)
    for year in 1601...2400 {
      let month = Int.random(in: 1...12, using: &generator)
      let day = Int.random(in: 1...28, using: &generator)
      let text = DateText.of(year: year, month: month, day: day)
      let moment = try #require(Moment(dateText: text))
      #expect(moment.text == text + " 00:00:00")
      let date = try Date(text + "T00:00:00Z", strategy: .iso8601)
      #expect(moment == Moment(date))
    }
  }

  @Test(
    "only YYYY-MM-DD is a date",
    arguments: ["", "2026", "2026-1-02", "2026-13-01", "2026-01-32", "x"])
  func notDates(text: String) {
    #expect(Moment(dateText: text) == nil)
  }

  private enum DateText {
    static func of(year: Int, month: Int, day: Int) -> String {
      "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
  }
}
