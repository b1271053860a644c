import Foundation
import QualificaTestKit
import Spreadsheets
import Testing

@testable import BulkEngine
@testable import Operations

/// A pass over more than a few blocks: `RecordPass` reads, checks and visits at a time, and neither a
/// failure nor being cancelled ever looks like the end of the file.
struct RecordPassStreamingTests {
  static let recordCount = 15_000
  fileprivate static let text = Array(PayeeSheet.text(Payees.payees(recordCount)).utf8)

  @Test("Every record is visited once and in order")
  func everyRecordIsVisitedOnceAndInOrder() async throws {
    let sheet = try LongSheet()
    var visitor = CountingVisitor()
    let totals = try await sheet.pass.run(&visitor)
    #expect(totals.records == Self.recordCount)
    #expect(totals.duplicates == 0)
    #expect(visitor.blocks > 2)
    #expect(visitor.lines == Array(2...Self.recordCount + 1))
  }

  @Test("What the visitor throws ends the pass")
  func whatTheVisitorThrowsEndsThePass() async throws {
    let sheet = try LongSheet()
    var visitor = CountingVisitor { block in
      if block == 2 { throw BrokenVisitor() }
    }
    await #expect(throws: BrokenVisitor.self) { try await sheet.pass.run(&visitor) }
    #expect(visitor.blocks == 2)
  }

  /// What was begun ahead is ended, too: nobody reads on in a file that its owner may take away.
  @Test("Nothing of a pass that fails is left behind")
  func nothingOfAPassThatFailsIsLeftBehind() async throws {
    // More than fits between the tasks, so that the file is not at its end by then.
    weak var file: InputFile?
    do {
      let sheet = try LongSheet(ending: Self.text + Self.text + Self.text + Self.text)
      file = sheet.input.file
      var visitor = CountingVisitor { _ in throw BrokenVisitor() }
      await #expect(throws: BrokenVisitor.self) { try await sheet.pass.run(&visitor) }
    }
    for _ in 0..<10_000 where file != nil { await Task.yield() }
    #expect(file == nil)
  }

  @Test("Damage far behind is told after the records before")
  func damageFarBehindIsToldAfterTheRecordsBefore() async throws {
    let sheet = try LongSheet(ending: [0x41, 0xFF, 0x0A])
    var visitor = CountingVisitor()
    await #expect(throws: SpreadsheetError.self) { try await sheet.pass.run(&visitor) }
    #expect(visitor.blocks > 1)
    #expect(visitor.lines == Array(2..<visitor.lines.count + 2))
  }

  @Test("Being cancelled never looks like the end", arguments: 1...3)
  func beingCancelledNeverLooksLikeTheEnd(inBlock cancelled: Int) async throws {
    weak var file: InputFile?
    do {
      let sheet = try LongSheet(ending: Self.text + Self.text + Self.text + Self.text)
      file = sheet.input.file
      let task = Task {
        var visitor = CountingVisitor { block in
          if block == cancelled { unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } }
        }
        return try await sheet.pass.run(&visitor)
      }
      await #expect(throws: CancellationError.self) { try await task.value }
    }
    // The task that read ahead has ended, but may hold its last values for a moment.
    for _ in 0..<10_000 where file != nil { await Task.yield() }
    #expect(file == nil)
  }
}

/// A file of several blocks.
private struct LongSheet {
  let folder: TemporaryFolder
  let input: Input

  var pass: RecordPass { RecordPass(input, settings: CheckSettings()) }

  init(ending: [UInt8] = []) throws {
    folder = try TemporaryFolder()
    input = try Input(
      path: try folder.file(RecordPassStreamingTests.text + ending), reading: ReadingSettings(),
      needsAmount: false)
  }
}

private struct BrokenVisitor: Error {}

private struct CountingVisitor: RecordVisitor {
  var blocks = 0
  var lines: [Int] = []
  /// Called with the number of each block before its records are visited.
  var onBlock: @Sendable (Int) throws -> Void = { _ in }

  init(onBlock: @escaping @Sendable (Int) throws -> Void = { _ in }) {
    self.onBlock = onBlock
  }

  var needsValues: Bool { false }

  mutating func begin(first: Int, count: Int) async throws {
    blocks += 1
    #expect(first == lines.count + 1)
    try onBlock(blocks)
  }

  mutating func visit(
    _ index: Int, of block: borrowing CheckedBlock, number: Int
  ) throws {
    lines.append(block.row(index).line)
  }

  mutating func end() async throws {}
}
