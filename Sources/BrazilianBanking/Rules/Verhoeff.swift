/// The dihedral group D5 of Verhoeff's method.
enum Verhoeff {
  /// Product of two elements: 0–4 are rotations, 5–9 reflections.
  @inline(__always)
  static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
    switch (left < 5, right < 5) {
    case (true, true): (left &+ right) % 5
    case (true, false): 5 &+ (left &+ right) % 5
    case (false, true): 5 &+ (left &- right) % 5
    case (false, false): (left &+ 5 &- right) % 5
    }
  }

  /// The element whose product with `element` is 0.
  @inline(__always)
  static func inverse(of element: UInt8) -> UInt8 {
    element == 0 || element > 4 ? element : 5 - element
  }

  /// The permutation 1→5→8→9→4→2→7→0→1 with 3↔6, applied `place` times.
  ///
  /// A table of 16 digits of four bits per power; the eighth power is the identity.
  @inline(__always)
  static func permuted(_ digit: UInt8, at place: Int) -> UInt8 {
    let power: UInt64 =
      switch place & 7 {
      case 0: 0x98_7654_3210
      case 1: 0x49_0382_6751
      case 2: 0x24_1697_3085
      case 3: 0x72_5340_6198
      case 4: 0x07_8621_3549
      case 5: 0x10_9375_6824
      case 6: 0x51_4608_3972
      default: 0x85_2319_6407
      }
    return UInt8(truncatingIfNeeded: power &>> (4 &* UInt64(digit))) & 15
  }
}
