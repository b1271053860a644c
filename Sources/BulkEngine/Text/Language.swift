/// Language of messages; codes, columns and file names never change.
package enum Language: String, Sendable, Codable, CaseIterable {
  case english = "en"
  case portuguese = "pt-BR"
}
