import Synchronization

/// Where the engine takes chance from; tests give one with a fixed seed.
package final class RandomSource: Sendable {
  private let generator: Mutex<any RandomNumberGenerator & Sendable>

  package init(_ generator: any RandomNumberGenerator & Sendable) {
    self.generator = Mutex(generator)
  }

  /// The machine's own source.
  package static var system: RandomSource { RandomSource(SystemRandomNumberGenerator()) }

  /// A number in 0..<1.
  package func fraction() -> Double {
    generator.withLock { generator in
      Double(generator.next() >> 11) / Double(1 << 53)
    }
  }

  /// Characters of the code of a run.
  package static let runCodeLength = 8

  private static let alphabet = Array("23456789abcdefghjkmnpqrstuvwxyz")

  /// Whether ``identifier(length:)`` may give this character.
  static func isIdentifier(_ character: Character) -> Bool { alphabet.contains(character) }

  /// Characters out of `a`...`z` without look-alikes and `2`...`9`.
  package func identifier(length: Int) -> String {
    let alphabet = Self.alphabet
    return generator.withLock { generator in
      String(
        (0..<length).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] })
    }
  }
}
