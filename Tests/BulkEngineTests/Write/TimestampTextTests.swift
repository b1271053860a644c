import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine

/// ISO 8601 with offset.
struct TimestampTextTests {
  @Test(
    "The offset is always there",
    arguments: [
      (0, "2026-01-02T03:04:05+00:00"), (-3 * 3_600, "2026-01-02T00:04:05-03:00"),
      (19_800, "2026-01-02T08:34:05+05:30"),
    ])
  func theOffsetIsAlwaysThere(_ seconds: Int, _ expected: String) throws {
    let zone = try #require(TimeZone(secondsFromGMT: seconds))
    var times = TimestampText(zone: zone)
    #expect(times.text(ManualTime.start) == expected)
  }

  @Test("No time is empty")
  func noTimeIsEmpty() {
    var times = TimestampText()
    #expect(times.text(nil).isEmpty)
  }

  @Test("Seconds are never rounded up")
  func secondsAreNeverRoundedUp() throws {
    var times = TimestampText(zone: try #require(TimeZone(secondsFromGMT: 0)))
    #expect(times.text(ManualTime.start.addingTimeInterval(0.999)) == "2026-01-02T03:04:05+00:00")
  }

  @Test("Remembered times are those that were written")
  func rememberedTimesAreThoseThatWereWritten() throws {
    let zone = try #require(TimeZone(secondsFromGMT: 0))
    var remembering = TimestampText(zone: zone)
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<300 {
      let time = ManualTime.start.addingTimeInterval(
        Double(Int.random(in: 0..<9, using: &generator)))
      var fresh = TimestampText(zone: zone)
      #expect(remembering.text(time) == fresh.text(time))
    }
  }
}
