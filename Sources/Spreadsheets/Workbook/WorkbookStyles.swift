/// The number formats of a workbook, by the number that cells name.
final class WorkbookStyles: XMLHandler {
  /// What a style says of numbers.
  struct Style: Sendable {
    let format: NumberFormat
    /// As the workbook writes it.
    let code: String
  }

  /// By style of cells; built of ``named`` and the formats that every workbook has.
  private(set) var styles: [Style] = []
  private var named: [Int: Style] = [:]
  private var isInCellFormats = false
  private var number = 0
  private var code: String?
  private(set) var fault: WorkbookFault?
  var isDone: Bool { false }

  /// More than any workbook may have.
  private static let most = 1 << 17

  /// A workbook without styles.
  init() {}

  func start(_ tag: XMLTag) {
    switch tag {
    case .cellXfs: isInCellFormats = true
    case .cellStyleXfs: isInCellFormats = false
    case .numFmt, .xf: (number, code) = (0, nil)
    default: break
    }
  }

  func attribute(_ name: Span<UInt8>, _ value: Span<UInt8>, of tag: XMLTag) {
    guard tag == .numFmt || tag == .xf else { return }
    if name.isEqual(to: "numFmtId") {
      number = Int(value.text) ?? 0
    } else if name.isEqual(to: "formatCode") {
      code = value.text
    }
  }

  func text(_ text: Span<UInt8>) {}

  func end(_ tag: XMLTag) {
    switch tag {
    case .numFmt:
      named[number] = code.map { Style(format: NumberFormat($0), code: $0) }
      if named.count > Self.most { fault = .tooMany("styles") }
    case .xf where isInCellFormats:
      styles.append(
        named[number]
          ?? Style(format: NumberFormat(builtIn: number), code: NumberFormat.builtInCode(number)))
      if styles.count > Self.most { fault = .tooMany("styles") }
    case .cellXfs: isInCellFormats = false
    default: break
    }
  }
}

extension Span where Element == UInt8 {
  /// Whether these are the bytes of `name`.
  func isEqual(to name: StaticString) -> Bool {
    guard name.utf8CodeUnitCount == count else { return false }
    for index in indices where unsafe name.utf8Start[index] != self[index] { return false }
    return true
  }

  /// Whether they begin with those of `name`.
  func starts(with name: StaticString) -> Bool {
    count >= name.utf8CodeUnitCount && extracting(0..<name.utf8CodeUnitCount).isEqual(to: name)
  }

  /// The number that these digits are; nil for anything else, and beyond fifteen digits.
  var wholeNumber: Int? {
    guard !isEmpty, count <= 15 else { return nil }
    var number = 0
    for index in indices {
      let digit = self[index] &- 0x30
      guard digit <= 9 else { return nil }
      number = number &* 10 &+ Int(digit)
    }
    return number
  }
}
