import BrazilianBanking
import Testing

/// Covers CalendarDate.swift, WrittenDate.swift.
struct CalendarDateTests {
  @Test("Every day of four hundred years has its number, one after the other")
  func everyDayOfFourHundredYearsHasItsNumberOneAfterTheOther() throws {
    let first = try #require(CalendarDate(year: 1800, month: 1, day: 1))
    var number = first.daysSince1970
    for year in 1800...2200 {
      for month in 1...12 {
        for day in 1...31 {
          guard let date = CalendarDate(year: year, month: month, day: day) else { continue }
          #expect(date.daysSince1970 == number)
          #expect(CalendarDate(daysSince1970: number) == date)
          number += 1
        }
      }
    }
    #expect(CalendarDate(daysSince1970: 0)?.description == "1970-01-01")
    #expect(number - first.daysSince1970 == 146_462)
  }

  @Test(
    "Days that do not exist are none",
    arguments: [
      (2023, 2, 29), (1900, 2, 29), (2024, 4, 31), (2024, 13, 1), (0, 1, 1), (1, 0, 1),
    ])
  func daysThatDoNotExistAreNone(_ year: Int, _ month: Int, _ day: Int) {
    #expect(CalendarDate(year: year, month: month, day: day) == nil)
  }

  @Test("Leap days exist in their years")
  func leapDaysExistInTheirYears() {
    #expect(CalendarDate(year: 2000, month: 2, day: 29) != nil)
    #expect(CalendarDate(year: 2024, month: 2, day: 29) != nil)
  }

  @Test(
    "Both ways to write a day are read",
    arguments: [
      "31/12/2026", "2026-12-31", " 31.12.2026 ", "31-12-2026", "2026-12-31 00:00:00",
      "2026-12-31T00:00:00", "31/12/2026 00:00", "2026/12/31",
    ])
  func bothWaysToWriteADayAreRead(_ text: String) {
    #expect(date(text).date?.description == "2026-12-31")
  }

  @Test("Days and months may have one digit")
  func daysAndMonthsMayHaveOneDigit() {
    #expect(date("1/2/2026").date?.description == "2026-02-01")
  }

  @Test(
    "Nothing is guessed",
    arguments: [
      ("", DateFault.empty), ("31/12/26", .twoDigitYear), ("12/31/2026", .monthFirst),
      ("46022", .serialNumber), ("31/02/2026", .impossible), ("2026-02-30", .impossible),
      ("0/1/2026", .impossible), ("31 de dezembro", .form), ("31122026", .form),
      ("20261231", .form),
      ("31/12-2026", .form), ("//", .form), ("31/12/2026 14:30", .form), ("2026-1-2", .form),
      ("13/45/2026", .impossible), ("1/2/3/4", .form), ("31/12/", .form), ("٣١/١٢/٢٠٢٦", .form),
    ])
  func nothingIsGuessed(_ text: String, _ fault: DateFault) {
    #expect(date(text).fault == fault)
    #expect(date(text).date == nil)
  }

  @Test("A birth date lies in the past, and not beyond a life")
  func aBirthDateLiesInThePastAndNotBeyondALife() throws {
    let today = try #require(CalendarDate(year: 2026, month: 11, day: 29))
    let cases: [(Int, Int, Int, BirthDateFault?)] = [
      (2026, 11, 28, nil), (2026, 11, 29, .future), (2027, 1, 1, .future), (1896, 11, 29, nil),
      (1896, 11, 28, .tooLongAgo),
    ]
    for (year, month, dayOfMonth, fault) in cases {
      let day = try #require(CalendarDate(year: year, month: month, day: dayOfMonth))
      #expect(checkBirthDate(day, today: today) == fault)
    }
  }
}
