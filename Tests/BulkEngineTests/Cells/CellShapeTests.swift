import Testing

@testable import BulkEngine

/// One pass tells what a cell is made of.
struct CellShapeTests {
  @Test(
    "Every byte has a kind",
    arguments: [
      ("", []), ("0123456789", .digit), ("aB", .letter), ("e", .letterE), ("E", .letterE),
      (".", .dotOrComma), (",", .dotOrComma), ("\"", .wrapping), ("'", .wrapping), ("=", .wrapping),
      ("#", .wrapping), ("é", .high), (" ", .blank), ("\t", .blank), ("-", .other), ("/", .other),
      ("12-X", [.digit, .other, .letter]), ("1,5E+3", [.digit, .dotOrComma, .letterE, .other]),
    ] as [(String, CellShape)])
  func everyByteHasAKind(_ cell: String, _ shape: CellShape) {
    #expect(CellShape(of: Array(cell.utf8).span) == shape)
  }
}
