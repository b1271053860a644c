import Foundation

/// The API's name of a service, as far as it can be one.
///
/// It is kept in the journal, so a reply that puts a person in its place must not get through: only
/// words that services are named with stay, everything else becomes `…`.
enum ServiceName {
  private static let mostWords = 16

  static func clean(_ name: String) -> String {
    name.split(whereSeparator: \.isWhitespace).prefix(mostWords)
      .map { words.contains(fold($0)) ? String($0) : "…" }.joined(separator: " ")
  }

  private static func fold(_ word: Substring) -> String {
    word.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }

  /// Those of the vendor's sample, of its documentation, and of their translations.
  private static let words: Set<String> = [
    "data", "qualification", "manually", "manual", "automatic", "automatically", "validation",
    "micro", "deposit", "deposits", "micro-deposit", "microdeposit", "correction", "with",
    "without", "and", "or", "only", "service", "basic", "full", "standard", "+", "-", "/", "&",
    "1", "2", "3", "4", "5", "qualificacao", "de", "dados", "validacao", "automatica",
    "automatico", "automaticamente", "deposito", "depositos", "microdeposito", "correcao", "com",
    "sem", "e", "ou", "apenas", "servico", "basico", "basica", "completo", "completa", "cadastral",
  ]
}
