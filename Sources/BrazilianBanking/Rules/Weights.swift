/// Weights of a sum of products, from the right, repeated to 32 positions.
///
/// Four bits each, so that a rule needs no array: two words hold every position of the longest
/// account with its branch (19 + 2 + 4).
struct Weights: Sendable {
  private let low: UInt64
  private let high: UInt64

  /// - Parameter cycle: the weights from the right, each 0…15, repeated as often as needed.
  init(_ cycle: Int...) {
    precondition(!cycle.isEmpty, "a rule without weights")
    var words: (low: UInt64, high: UInt64) = (0, 0)
    for position in 0..<32 {
      let weight = UInt64(cycle[position % cycle.count]) << UInt64(4 * (position & 15))
      if position < 16 { words.low |= weight } else { words.high |= weight }
    }
    (low, high) = words
  }

  /// The weight of the character `position` places from the right, 0…31.
  @inline(__always)
  subscript(position: Int) -> UInt32 {
    let word = position < 16 ? low : high
    return UInt32(truncatingIfNeeded: word &>> UInt64(4 &* (position & 15))) & 15
  }

  /// Adds digit × weight over `code`, its last digit standing `position` places from the right.
  @inline(__always)
  func sum(_ code: ShortCode, from start: Int = 0, at position: Int = 0) -> UInt32 {
    var sum: UInt32 = 0
    var place = position
    var index = code.count - 1
    while index >= start {
      sum &+= UInt32(code.bytes[index] &- 0x30) &* self[place]
      place &+= 1
      index &-= 1
    }
    return sum
  }

  /// 2…9, the weights of most banks.
  static let twoToNine = Weights(2, 3, 4, 5, 6, 7, 8, 9)
  /// 2…7: Bradesco, Mercado Pago.
  static let twoToSeven = Weights(2, 3, 4, 5, 6, 7)
}
