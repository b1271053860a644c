import BrazilianBanking
import BulkEngine
import Spreadsheets

/// Documents in names of files.
enum PersonalNumbers {
  /// Digits of each group of a CPF and of a CNPJ, as people write them.
  private static let shapes = [
    [11], [9, 2], [3, 3, 3, 2], [14], [12, 2], [8, 4, 2], [2, 3, 3, 4, 2],
  ]

  /// `text` with every CPF and CNPJ masked but for its last two digits: 11 or 14 digits in a row, or with
  /// single points, hyphens, slashes, low lines or blanks between the groups.
  ///
  /// - Parameter onlyValid: whether other numbers than a CPF or a CNPJ stay, such as a time, by which a
  ///   script knows the file.
  static func masked(_ text: String, onlyValid: Bool = false) -> String {
    var scalars = Array(text.unicodeScalars)
    let groups = groups(of: scalars)
    for shape in shapes where groups.count >= shape.count {
      for start in 0...(groups.count - shape.count) {
        let window = groups[start..<start + shape.count]
        guard window.map(\.count) == shape, areJoined(window, in: scalars) else { continue }
        let digits = window.joined().map { scalars[$0] }
        guard !onlyValid || isDocument(digits) else { continue }
        for place in window.joined().dropLast(2) { scalars[place] = "*" }
      }
    }
    var masked = ""
    masked.unicodeScalars.append(contentsOf: scalars)
    return masked
  }

  /// The name of the file at `path` as it is shown where others read it: in a summary, on a page, in a ledger.
  static func name(ofFileAt path: String) -> String {
    masked(SystemPath.shown(SystemPath.name(of: path)), onlyValid: true)
  }

  private static func isDocument(_ digits: [Unicode.Scalar]) -> Bool {
    let text = digits.map { UInt8(ascii: $0) }
    let reading = readDocument(text.span, declared: nil)
    return reading.fault == nil && reading.repairs.isEmpty
  }

  /// Places of digits that stand in a row.
  private static func groups(of scalars: [Unicode.Scalar]) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    for (place, scalar) in scalars.enumerated() where ("0"..."9").contains(scalar) {
      if let last = groups.last, last.upperBound == place {
        groups[groups.count - 1] = last.lowerBound..<place + 1
      } else {
        groups.append(place..<place + 1)
      }
    }
    return groups
  }

  private static func areJoined(
    _ groups: ArraySlice<Range<Int>>, in scalars: [Unicode.Scalar]
  ) -> Bool {
    zip(groups, groups.dropFirst()).allSatisfy { group, next in
      next.lowerBound == group.upperBound + 1
        && [".", "-", "/", "_", " ", "\u{A0}"].contains(scalars[group.upperBound])
    }
  }
}
