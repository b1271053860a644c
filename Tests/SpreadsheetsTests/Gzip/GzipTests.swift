import Testing

@testable import Spreadsheets

@Suite("GzipUnpacking, ByteSource, FileKind")
struct GzipTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func fault(_ bytes: [UInt8]) throws -> GzipFault? {
    let path = try folder.file(bytes)
    do {
      _ = try readAll(path)
      return nil
    } catch let error as SpreadsheetError {
      guard case .damagedGzip(let fault, _, _) = error else { throw error }
      return fault
    }
  }

  @Test("a gzip file has the rows of its content")
  func rows() throws {
    let path = try folder.file(GzipFile.packed)
    let format = try TabularFormat.detect(path: path)
    #expect(format.compression == .gzip)
    let rows = try readAll(path).rows
    #expect(rows.count == 1000)
    #expect(rows.allSatisfy { $0.fields == ["a", "b"] })
    #expect(rows.last?.line == 1000)
    #expect(rows.last?.byteOffset == 3996)
  }

  @Test("several members are one content, with or without padding behind")
  func members() throws {
    let first = GzipFile.stored(Array("a;b\n1".utf8))
    let second = GzipFile.stored(Array(";2\n".utf8))
    for bytes in [first + second, first + GzipFile.stored([]) + second + [0, 0, 0]] {
      let rows = try readAll(folder.file(bytes)).rows
      #expect(rows.map(\.fields) == [["a", "b"], ["1", "2"]])
    }
  }

  @Test("any encoding and JSON may be packed", arguments: TextEncoding.allCases)
  func encodings(encoding: TextEncoding) throws {
    var bytes = ByteBuffer()
    bytes.append(encoding.byteOrderMark)
    try bytes.append(Array("nome;v\r\nJosé;1\r\nÚrsula;2\r\n".utf8).span, in: encoding)
    let plain = try folder.file(bytes.bytes, name: "plain.csv")
    let packed = try folder.file(GzipFile.stored(bytes.bytes))
    #expect(try readAll(packed) == readAll(plain))
    let json = try folder.file(GzipFile.stored(Array("{\"a\":1}\n{\"a\":2}\n".utf8)))
    #expect(try readAll(json).rows.count == 2)
  }

  @Test("a file that breaks off is told, wherever it does")
  func truncated() throws {
    for count in 11..<GzipFile.packed.count {
      #expect(try fault(Array(GzipFile.packed[..<count])) == .truncated, "\(count)")
    }
  }

  @Test("a damaged byte never changes a row: the checksum is verified")
  func corrupt() throws {
    let whole = try readAll(folder.file(GzipFile.packed))
    for index in 10..<GzipFile.packed.count {
      var bytes = GzipFile.packed
      bytes[index] ^= 0x10
      // Some bits of the last block's filling mean nothing.
      let found = try fault(bytes)
      let isSame = try found == nil && readAll(folder.file(bytes)) == whole
      #expect(found == .corrupt || found == .truncated || isSame, "\(index)")
    }
  }

  @Test("what stands behind the last member is told")
  func trailing() throws {
    #expect(try fault(GzipFile.packed + Array("more".utf8)) == .trailingBytes)
  }

  @Test("only a file far larger than packed, and larger than 1 GB, is a bomb")
  func bombs() {
    #expect(!GzipUnpacking.isBomb(unpacked: 1 << 30, packed: 1 << 20))
    #expect(GzipUnpacking.isBomb(unpacked: (1 << 30) + 1, packed: 1 << 20))
    #expect(!GzipUnpacking.isBomb(unpacked: 4 << 30, packed: 1 << 30))
  }

  @Test("kinds that are not read are recognised in gzip, too")
  func foreign() throws {
    for (format, bytes) in [
      (UnsupportedFormat.zip, [0x50, 0x4B, 3, 4] as [UInt8]), (.gzip, GzipFile.packed),
    ] {
      let path = try folder.file(GzipFile.stored(bytes))
      #expect(throws: SpreadsheetError.unsupported(format, path: path)) {
        try TabularFormat.detect(path: path)
      }
    }
  }

  @Test("reading begins again at any row, through checkpoints and without")
  func resuming() throws {
    let line = String(repeating: "abcdefg;", count: 1000) + "\n"
    let path = try folder.file(
      GzipFile.stored(Array((1...900).map { "\($0);\(line)" }.joined().utf8)))
    let format = try TabularFormat.detect(path: path)
    let reader = try RowReader(path: path, format: format)
    let checkpoints = GzipCheckpoints()
    var block = RowBlock()
    while try reader.next(into: &block) {
      let row = block.row(block.rowCount - 1)
      for known in [checkpoints, nil] {
        let again = try RowReader(
          InputFile(path: path), format: format, at: row.position, checkpoints: known)
        var other = RowBlock()
        #expect(try again.next(into: &other))
        #expect(other.text(0, of: other.row(0)) == block.text(0, of: row))
        #expect(other.row(0).line == row.line)
      }
    }
    #expect((2...4).contains(checkpoints.count))
  }

  @Test("checkpoints are thinned out, so that their number stays small")
  func thinning() {
    let checkpoints = GzipCheckpoints()
    for megabyte in 1...1000 {
      checkpoints.remember(
        GzipCheckpoint(
          offset: Int64(megabyte) << 20, packedOffset: 0, inflation: GzipInflation()))
    }
    #expect(checkpoints.count < GzipCheckpoints.mostPlaces)
    #expect(checkpoints.place(before: 900 << 20).map { $0.offset > 850 << 20 } == true)
    #expect(checkpoints.place(before: 10) == nil)
  }
}
