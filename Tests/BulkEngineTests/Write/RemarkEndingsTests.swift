import QualificaTestKit
import Spreadsheets
import Testing

@testable import BulkEngine
@testable import Operations

/// What is said of many records alike is put together once, and never of others.
@Suite("RemarkEndings, RemarkKind")
struct RemarkEndingsTests {
  private func kind(_ position: Int, _ findings: [Finding]) -> RemarkKind? {
    RemarkKind(position, findings[...])
  }

  @Test("records of which other things are said are of other kinds")
  func kindsDiffer() {
    let findings = [
      Finding(.zerosRestored, .document), Finding(.zerosRestored, .bankBranch),
      Finding(.zerosRestored, .document, severity: .error), Finding(.required, .document),
      Finding(.columnCount), Finding(.checkDigit, .document, detail: .typingError),
      Finding(.checkDigit, .document), Finding(.checkDigit, .document, detail: .expected(0x58, 0)),
      Finding(.checkDigit, .document, detail: .expected(0x30, 0)),
    ]
    var kinds: [RemarkKind] = [RemarkKind(0), RemarkKind(1)]
    for position in 0..<3 {
      for one in findings {
        kinds += [kind(position, [one]), kind(position, [one, findings[0]])].compactMap(\.self)
        kinds += [kind(position, [findings[0], one, one])].compactMap(\.self)
      }
    }
    for (index, one) in kinds.enumerated() {
      // The same finding twice is met in both orders.
      let alike = kinds.indices.filter { kinds[$0] == one }
      #expect(alike.contains(index) && alike.count <= 2)
    }
  }

  @Test("a detail that few others have, or a sixth finding, has to be written by itself")
  func detailsAreNotAlike() {
    #expect(kind(1, [Finding(.duplicateCode, detail: .line(4))]) == nil)
    let repair = Finding(.zerosRestored, .document)
    #expect(kind(1, [Finding(.checkDigit, .account, detail: .expected(0x33, 0x38))]) == nil)
    #expect(kind(0, Array(repeating: repair, count: 5)) != nil)
    #expect(kind(0, Array(repeating: repair, count: 6)) == nil)
    #expect(kind(0, []) == RemarkKind(0))
  }

  @Test("every kind is found again, however many there are")
  func manyKinds() throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("a;b\n1;2\n")
    let format = try TabularFormat.detect(path: path)
    let reader = try RowReader(path: path, format: format)
    var block = RowBlock()
    _ = try reader.next(into: &block)
    var writer = try RowWriter(
      path: folder.path + "/out", format: format, ownColumns: RecordColumns.names)
    try writer.writeHeader(copying: block.row(0), of: block)
    var endings = RemarkEndings(countBehind: 7)
    let columns = Array(repeating: [UInt8](), count: 5)
    for position in 0..<2_000 {
      let kind = RemarkKind(position)
      #expect(endings.place(of: kind) == nil)
      let kept = endings.keep(columns, of: kind, for: writer)
      #expect(endings.place(of: kind) == kept)
      #expect(endings[kept] != nil)
      if position % 512 > 0 {
        let before = RemarkKind(position - 1)
        #expect(endings.place(of: before).map { $0 + 1 } == kept)
      }
    }
    writer.discard()
  }
}
