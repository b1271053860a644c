import Foundation
import QualificaTestKit
import Spreadsheets
import Testing

@testable import BulkEngine
@testable import Operations

/// An input is watched from the plan to the last output.
struct PlannedInputTests {
  private let folder: TemporaryFolder
  private let path: String
  private let planned: PlannedInput
  private static let text = PayeeSheet.text(Payees.payees(3))

  init() throws {
    folder = try TemporaryFolder()
    path = try folder.file(Self.text)
    let file = try InputFile(path: path)
    planned = PlannedInput(file, sha256: try InputHash.sha256(of: file))
  }

  private func write(_ text: String, inPlace: Bool) throws {
    let url = URL(fileURLWithPath: path)
    guard inPlace else { return try Data(text.utf8).write(to: url, options: .atomic) }
    let file = try FileHandle(forWritingTo: url)
    try file.write(contentsOf: Data(text.utf8))
    try file.truncate(atOffset: UInt64(text.utf8.count))
    try file.close()
  }

  private static let other = text.replacing(Payees.payee(2).account, with: "10000")

  @Test("An input that is left alone is the planned one")
  func anInputThatIsLeftAloneIsThePlannedOne() throws {
    try planned.requireUnchanged()
    try planned.requireUntouched()
    try planned.requireUntouched()
  }

  @Test(
    "An input that is saved again with the same content is the planned one",
    arguments: [true, false])
  func anInputThatIsSavedAgainWithTheSameContentIsThePlannedOne(inPlace: Bool) throws {
    try write(Self.text, inPlace: inPlace)
    try planned.requireUnchanged()
    try planned.requireUntouched()
  }

  @Test("An input with another content of the same length is noticed", arguments: [true, false])
  func anInputWithAnotherContentOfTheSameLengthIsNoticed(inPlace: Bool) throws {
    #expect(Self.other.utf8.count == Self.text.utf8.count)
    try planned.requireUntouched()
    try write(Self.other, inPlace: inPlace)
    #expect(throws: InputError.changed(path: path)) { try planned.requireUnchanged() }
    guard inPlace else { return try planned.requireUntouched() }
    #expect(throws: InputError.changed(path: path)) { try planned.requireUntouched() }
  }

  @Test("The time of writing set back hides nothing")
  func theTimeOfWritingSetBackHidesNothing() throws {
    try planned.requireUntouched()
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    try write(Self.other, inPlace: true)
    let time = try #require(attributes[.modificationDate] as? Date)
    try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: path)
    #expect(throws: InputError.changed(path: path)) { try planned.requireUntouched() }
  }

  @Test("An input that grows is told from one that was changed", arguments: [true, false])
  func anInputThatGrowsIsToldFromOneThatWasChanged(inPlace: Bool) throws {
    try write(Self.text + PayeeSheet.line(Payees.payee(4)) + "\n", inPlace: inPlace)
    #expect(throws: InputError.grown(path: path)) { try planned.requireUnchanged() }
  }

  @Test("What was planned of a grown input is read as before")
  func whatWasPlannedOfAGrownInputIsReadAsBefore() throws {
    let file = try InputFile(path: path)
    try write(Self.text + "more\n", inPlace: true)
    #expect(try InputHash.sha256(of: file) == InputHash.sha256(of: file))
    let again = try InputFile(path: path, byteCount: Int64(Self.text.utf8.count))
    #expect(try InputHash.sha256(of: again) == InputHash.sha256(of: file))
    #expect(try InputHash.sha256(of: InputFile(path: path)) != InputHash.sha256(of: file))
  }

  @Test("An input that is gone is named")
  func anInputThatIsGoneIsNamed() throws {
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: SpreadsheetError.notFound(path: path)) { try planned.requireUnchanged() }
    // What is held open is still there.
    try planned.requireUntouched()
  }
}
