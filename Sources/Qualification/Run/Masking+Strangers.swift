extension Masking {
  /// `text` without what looks like another person's: an e-mail address, a CNPJ with letters.
  ///
  /// The API may name the holder of a code in its sentence; of that person nothing is known here.
  package static func withoutStrangers(_ text: String) -> String {
    text.replacing(/[^\s"'<>(),;:]+@[^\s"'<>(),;:]+/) { _ in "***@***" }
      .replacing(/(?i)\b[0-9A-Z]{2}\.?[0-9A-Z]{3}\.?[0-9A-Z]{3}\/?[0-9A-Z]{4}-?[0-9]{2}\b/) {
        let found = String($0.output)
        return found.contains(where: \.isNumber) && found.contains(where: \.isLetter)
          && found.count(where: \.isNumber) > 4 ? tail(found) : found
      }
  }
}
