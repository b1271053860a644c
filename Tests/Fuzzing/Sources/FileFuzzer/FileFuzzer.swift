import FuzzInvariants
import Spreadsheets

@main
struct FileFuzzer {
  static func main() {
    unsafe fuzz(testOneInput)
  }
}

/// The input is a file: gzip or not, of whatever encoding and content detection finds.
private func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let bytes = unsafe bytes, count > 0 else { return 0 }
  let content = unsafe UnsafeBufferPointer(start: bytes, count: count)
  let file = unsafe FuzzedFile(content)
  do throws(SpreadsheetError) {
    let format = try TabularFormat.detect(path: file.path)
    Invariants.check(file, format, choice: unsafe Int(content[count / 2]))
  } catch {
    precondition(!error.description.isEmpty)
  }
  return 0
}
