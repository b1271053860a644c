import FuzzInvariants
import Spreadsheets

@main
struct CNABFuzzer {
  static func main() {
    unsafe fuzz(testOneInput)
  }
}

/// The input is a CNAB 240 file whose counts and sums are put right, so that damage is not found by
/// them alone.
private func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let bytes = unsafe bytes, count > 0 else { return 0 }
  let content = unsafe UnsafeBufferPointer(start: bytes, count: count)
  let isRepaired = unsafe content[count / 2] & 1 == 0
  let text = isRepaired ? repaired(unsafe Array(content)) : unsafe Array(content)
  let file = unsafe text.withUnsafeBufferPointer { unsafe FuzzedFile($0) }
  do throws(SpreadsheetError) {
    let format = try TabularFormat.detect(path: file.path)
    guard format.cnab != nil else { return 0 }
    Invariants.check(file, format, choice: unsafe Int(content[count / 2]))
  } catch {
    precondition(!error.description.isEmpty)
  }
  return 0
}

private func repaired(_ bytes: [UInt8]) -> [UInt8] {
  var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
  var (start, sum, lots) = (0, Int64(0), 0)
  for index in lines.indices where lines[index].count >= 240 {
    switch lines[index][7] {
    case 0x31: (start, sum, lots) = (index, 0, lots + 1)
    case 0x33 where lines[index][13] == 0x41:
      sum &+= Int64(String(decoding: lines[index][119..<134], as: UTF8.self)) ?? 0
    case 0x35:
      write(Int64(index - start + 1), at: 17, count: 6, &lines[index])
      write(sum, at: 23, count: 18, &lines[index])
    case 0x39:
      write(Int64(lots), at: 17, count: 6, &lines[index])
      write(Int64(index + 1), at: 23, count: 6, &lines[index])
    default: break
    }
  }
  return Array(lines.joined(separator: [0x0A]))
}

private func write(_ number: Int64, at start: Int, count: Int, _ line: inout [UInt8]) {
  let digits = Array(String(number).utf8.suffix(count))
  let padded = [UInt8](repeating: 0x30, count: count - digits.count) + digits
  for (index, byte) in padded.enumerated() { line[start + index] = byte }
}
