package import BulkEngine

/// How strictly values are judged.
package struct CheckSettings: Sendable, Equatable, Codable {
  package var digits: DigitPolicy
  package var repairs: Bool
  package var language: Language
  /// Whether the service deposits an amount of the caller's.
  package var needsAmount: Bool

  package init(
    digits: DigitPolicy = .confident, repairs: Bool = true, language: Language = .english,
    needsAmount: Bool = false
  ) {
    self.digits = digits
    self.repairs = repairs
    self.language = language
    self.needsAmount = needsAmount
  }
}

/// What a wrong bank digit means.
package enum DigitPolicy: String, Sendable, Codable, CaseIterable {
  /// Rejects under hard and soft rules.
  case strict
  /// Rejects under hard rules, warns under soft ones.
  case confident
  /// Warns only.
  case warn
}
