import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine

/// `Retry-After` in every form that servers send.
struct RetryAfterTests {
  @Test(
    "Seconds are taken as they are",
    arguments: [
      ("0", Duration.zero), ("7", .seconds(7)), (" 120 ", .seconds(120)), ("1.5", .seconds(1.5)),
      ("-5", .zero), ("7200", .seconds(7_200)),
    ])
  func secondsAreTakenAsTheyAre(_ value: String, _ delay: Duration) {
    #expect(read(value) == delay)
  }

  @Test(
    "The three forms of a date are understood",
    arguments: [
      "Fri, 02 Jan 2026 03:05:05 GMT", "Friday, 02-Jan-26 03:05:05 GMT", "Fri Jan  2 03:05:05 2026",
    ])
  func theThreeFormsOfADateAreUnderstood(_ value: String) {
    #expect(read(value) == .seconds(60))
  }

  @Test("A date is read by the server's own clock")
  func aDateIsReadByTheServersOwnClock() {
    let delay = read(
      "Fri, 02 Jan 2026 03:05:05 GMT", serverDate: "Fri, 02 Jan 2026 03:04:55 GMT")
    #expect(delay == .seconds(10))
  }

  @Test("An unreadable server date does not matter")
  func anUnreadableServerDateDoesNotMatter() {
    #expect(read("Fri, 02 Jan 2026 03:05:05 GMT", serverDate: "today") == .seconds(60))
  }

  @Test("A date in the past is now")
  func aDateInThePastIsNow() {
    #expect(read("Thu, 01 Jan 2026 03:05:05 GMT") == .zero)
  }

  @Test(
    "Any other Retry-After says nothing",
    arguments: [
      nil, "", "  ", "soon", "nan", "inf", "12 seconds", "2026-01-02", "0x10", "0x1p4",
    ])
  func anythingElseSaysNothing(_ value: String?) {
    #expect(read(value) == nil)
  }

  @Test(
    "Nothing is longer than a day",
    arguments: [
      "86401", "259200", "1767323045", "1767323045000", "99999999999999999999", "1e300",
      "Sat, 02 Jan 2100 03:05:05 GMT", "Fri, 31 Dec 9999 23:59:59 GMT",
    ])
  func nothingIsLongerThanADay(_ value: String) {
    #expect(read(value) == .seconds(86_400))
  }

  @Test(
    "A year that no calendar has says nothing",
    arguments: ["Sat, 02 Jan 20260000000000 03:05:05 GMT"])
  func aYearThatNoCalendarHasSaysNothing(_ value: String) {
    #expect(read(value) == nil)
  }
}

private func read(_ value: String?, serverDate: String? = nil) -> Duration? {
  RetryAfter.delay(value, serverDate: serverDate, now: ManualTime.start)
}
