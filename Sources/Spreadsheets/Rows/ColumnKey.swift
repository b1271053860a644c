/// The key under which JSON objects hold a column's values.
package struct ColumnKey: Sendable, Equatable, Hashable, Codable {
  /// All components: `beneficiary.name`.
  package let path: String
  /// The last component: `name`.
  package let name: String

  /// A key from its components, outermost first.
  package init(components: [String]) {
    path = components.joined(separator: ".")
    name = components.last ?? ""
  }
}
