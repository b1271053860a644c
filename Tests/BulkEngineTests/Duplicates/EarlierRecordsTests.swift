import Foundation
import QualificaTestKit
import Spreadsheets
import Testing

@testable import BulkEngine
@testable import Operations

/// In a file with codes of its own an entry is too short to be sure of: `EarlierRecords` and
/// `DuplicateIndex` over `RecordEntry` and `CodeEntry`, which `Duplicates` chooses.
struct EarlierRecordsTests {
  /// Repetitions of every kind, in a random order; some rows rejected, some lines blank.
  private static func sheet(_ seed: UInt64, rows: Int) -> String {
    var generator = SeededGenerator(seed: seed)
    var lines: [String] = []
    for number in 1...rows {
      var payee = Payees.payee(number)
      let earlier = Payees.payee(Int.random(in: 1...number, using: &generator))
      switch Int.random(in: 0..<12, using: &generator) {
      case 0: payee.customCode = earlier.customCode
      case 1: payee = changed(earlier) { $0.customCode = payee.customCode }
      case 2:
        payee = changed(earlier) {
          ($0.customCode, $0.document) = (payee.customCode, payee.document)
        }
      case 3: payee.document = "12345678900"
      case 4: lines.append("")
      case 5: payee.customCode = "\"=\"\"\(earlier.customCode)\"\"\""
      default: break
      }
      let amount = Int.random(in: 1...3, using: &generator)
      lines.append("\(PayeeSheet.line(payee));\(payee.customCode);\(amount),00")
    }
    return "\(PayeeSheet.header);codigo;valor\n" + lines.joined(separator: "\n") + "\n"
  }

  private static func changed(
    _ payee: OutgoingRecord, _ change: (inout OutgoingRecord) -> Void
  ) -> OutgoingRecord {
    var payee = payee
    change(&payee)
    return payee
  }

  /// JSON and packed files are judged by whole fingerprints.
  @Test("Short entries say the same as whole ones", arguments: 1...4 as ClosedRange<UInt64>)
  func shortEntriesSayTheSameAsWholeOnes(_ seed: UInt64) async throws {
    let text = Self.sheet(seed, rows: 3_000)
    let folder = try TemporaryFolder()
    let plain = try folder.file(text)
    let short = try await findings(path: plain)
    let whole = try await findings(path: try pack(plain))
    #expect(short == whole)
    let codes = Set(short.joined().map(\.stableCode))
    #expect(
      codes.isSuperset(of: [
        "custom_code.duplicate", "row.repeated_payee", "account.other_document",
      ]))
  }

  /// A row that only the whole sheet rejects is rejected when it is read again, too: counted as
  /// accepted it would put every later record of its group in the place of its neighbour.
  @Test("What only the whole sheet rejects is not counted when read again")
  func whatOnlyTheWholeSheetRejectsIsNotCountedWhenReadAgain() async throws {
    var payees = (1...60).map { Payees.payee($0) }
    payees[2].customCode = "RH\(payees[40].document)"
    let code = payees[50].customCode
    payees[50] = payees[9]
    payees[50].customCode = code
    payees[55].customCode = payees[20].customCode
    let folder = try TemporaryFolder()
    let plain = try folder.file(PayeeSheet.text(payees, withCodes: true), name: "payees.csv")
    let short = try await findings(path: plain)
    let whole = try await findings(path: try pack(plain))
    #expect(short == whole)
    #expect(short[2].contains { $0.severity == .error })
    #expect(short[50].contains { $0.stableCode == "row.repeated_payee" })
    #expect(short[55].contains { $0.stableCode == "custom_code.duplicate" })
  }

  @Test("Other encodings are read again too", arguments: ["windows-1252", "utf-16le"])
  func otherEncodingsAreReadAgainToo(_ encoding: String) async throws {
    let text = Self.sheet(9, rows: 600)
    let folder = try TemporaryFolder()
    let plain = try await findings(path: try folder.file(text))
    let encoded = try #require(
      text.data(using: encoding == "utf-16le" ? .utf16LittleEndian : .windowsCP1252))
    let path = try folder.file(Array(encoded), name: "encoded.csv")
    var reading = ReadingSettings()
    reading.encoding = encoding
    #expect(try await findings(path: path, reading: reading) == plain)
  }

  @Test("A file that lost records meanwhile is told")
  func aFileThatLostRecordsMeanwhileIsTold() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file(
      PayeeSheet.text(Payees.payees(70), withCodes: true), name: "payees.csv")
    let input = try Input(path: path, reading: ReadingSettings(), needsAmount: false)
    let earlier = EarlierRecords(input, PayeeCheck(CheckSettings()), Fingerprinting())
    earlier.beginGroup(at: input.headerBlock.row(1).position)
    #expect(try earlier.record(0).line == 2)
    #expect(try earlier.record(9).line == 11)
    #expect(try earlier.record(31).line == 33)
    #expect(try earlier.record(0).line == 2)
    // Short rows come together.
    #expect(earlier.readCount == 1)
    let gone = EarlierRecords(input, PayeeCheck(CheckSettings()), Fingerprinting())
    gone.beginGroup(at: input.headerBlock.row(60).position)
    #expect(throws: InputError.changed(path: path)) { try gone.record(20) }
  }

  private func findings(
    path: String, reading: ReadingSettings = ReadingSettings()
  ) async throws -> [[Finding]] {
    let input = try Input(path: path, reading: reading, needsAmount: false)
    var collecting = CollectingFindings()
    _ = try await RecordPass(input, settings: CheckSettings()).run(&collecting)
    return collecting.findings
  }

  /// Packs a file with the system's gzip.
  private func pack(_ path: String) throws -> String {
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-k", path]
    try gzip.run()
    gzip.waitUntilExit()
    #expect(gzip.terminationStatus == 0)
    return path + ".gz"
  }
}

private struct CollectingFindings: RecordVisitor {
  var findings: [[Finding]] = []

  var needsValues: Bool { false }

  mutating func begin(first: Int, count: Int) async throws {}

  mutating func visit(_ index: Int, of block: borrowing CheckedBlock, number: Int) throws {
    findings.append(Array(block.findings(index)))
  }

  mutating func end() async throws {}
}
