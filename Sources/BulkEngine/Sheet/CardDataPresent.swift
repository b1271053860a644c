/// A sheet brings card data: it is refused whole, before anything of it is kept.
package struct CardDataPresent: Error, Sendable, Equatable {
  package enum Sign: Sendable, Equatable {
    /// The column is called so.
    case name
    /// A cell holds the number of a card.
    case number
    /// A cell and those behind it hold the number of a card, each a part.
    case split
  }

  package let sign: Sign
  /// The physical line; nil for a key of JSON that no record fills.
  package let line: Int?
  /// Nil where the line could not be split into cells. Its header is empty where it holds a number
  /// itself.
  package let column: NamedColumn?
  /// Whether columns are keys of JSON, which have no letters.
  package let isKeyed: Bool

  /// Stable.
  package static let code = "card.data_present"
}
