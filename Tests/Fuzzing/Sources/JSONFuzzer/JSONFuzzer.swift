import FuzzInvariants
import Spreadsheets

@main
struct JSONFuzzer {
  static func main() {
    unsafe fuzz(testOneInput)
  }
}

/// The first byte chooses the layout, the rest is the file.
private func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let bytes = unsafe bytes, count > 1 else { return 0 }
  let content = unsafe UnsafeBufferPointer(start: bytes + 1, count: count - 1)
  let choice = unsafe Int(bytes.pointee)
  let shape = [JSONShape.lines, .array, .envelope][choice % 3]
  let file = unsafe FuzzedFile(content)
  let reading = Invariants.check(
    file, TabularFormat(content: .json(shape)), choice: choice >> 4 + count % 31)
  if shape == .lines, reading.error == nil {
    Invariants.checkCoverage(
      reading, of: unsafe Array(content), from: 0, fillers: [0x1A], endsEarly: false)
  }
  return 0
}
