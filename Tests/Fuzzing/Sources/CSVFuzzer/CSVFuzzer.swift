import FuzzInvariants
import Spreadsheets

@main
struct CSVFuzzer {
  static func main() {
    unsafe fuzz(testOneInput)
  }
}

/// The first byte chooses delimiter and encoding, the rest is the file.
private func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let bytes = unsafe bytes, count > 1 else { return 0 }
  let content = unsafe UnsafeBufferPointer(start: bytes + 1, count: count - 1)
  let choice = unsafe Int(bytes.pointee)
  let delimiter = Array(";,\t|".utf8)[choice & 3]
  let encoding = TextEncoding.allCases[(choice >> 2) % TextEncoding.allCases.count]
  var dialect = Dialect(delimiter: delimiter)
  // So that lines with as many cells as others are met within quotes.
  if count % 2 == 0 { dialect.usualFieldCount = 5 }
  let format = TabularFormat(encoding: encoding, content: .delimited(dialect))
  let file = unsafe FuzzedFile(content)
  let reading = Invariants.check(file, format, choice: choice >> 4 + count % 31)
  if encoding == .utf8, reading.error == nil {
    Invariants.checkCoverage(
      reading, of: unsafe Array(content), from: 0, fillers: [delimiter, 0x22, 0x1A],
      endsEarly: false)
  }
  return 0
}
