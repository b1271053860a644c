/// The key under which JSON objects hold a column's values.
package struct ColumnKey: Sendable, Equatable, Hashable, Codable {
  /// The key and the keys of the objects around it, outermost first: `beneficiary`, `name`.
  package let components: [String]

  /// A key from its components, outermost first.
  package init(components: [String]) {
    self.components = components
  }

  /// All components: `beneficiary.name`.
  package var path: String { components.joined(separator: ".") }

  /// The last component: `name`.
  package var name: String { components.last ?? "" }
}
