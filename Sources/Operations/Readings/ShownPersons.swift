package import BulkEngine

/// The persons in an answer of the API, as far as its members say: their words must not be kept of what it says
/// next of the same thing.
enum ShownPersons {
  private static let names: Set<String> = [
    "name", "buyername", "holder_name", "holdername", "first_name", "last_name", "line1", "street",
  ]
  private static let numbers: Set<String> = [
    "document", "document_number", "buyerdocument", "taxpayer_id", "cpf", "cnpj", "email",
    "buyeremail", "phone", "phone_number", "pix_key", "account", "number",
  ]
  /// Fewer are the number of a house, or a digit beside an account.
  private static let fewestOfNumber = 5
  /// What has a name and is no person.
  private static let others: Set<String> = [
    "status", "statuses", "status_history", "currency", "category", "merchant", "client",
  ]

  static func words(in reply: Reply) -> PersonalWords {
    var words = PersonalWords()
    if let tree = decoded(JSONTree.self, from: reply.body) { take(tree, into: &words) }
    return words
  }

  private static func take(_ tree: JSONTree, into words: inout PersonalWords) {
    for item in tree.items ?? [] { take(item, into: &words) }
    guard case .object(let members) = tree else { return }
    for (key, value) in members {
      let name = key.lowercased()
      guard !others.contains(name) else { continue }
      guard value.isPlain else {
        take(value, into: &words)
        continue
      }
      let text = value.text
      if names.contains(name) { words.names.append(text) }
      if numbers.contains(name), text.utf8.count >= fewestOfNumber { words.numbers.append(text) }
    }
  }
}

extension JSONTree {
  /// Whether it has no members.
  fileprivate var isPlain: Bool {
    switch self {
    case .text, .number: true
    case .null, .bool, .array, .object: false
    }
  }
}

/// Their sheets hold ids: what tells of persons stands in the answers only.
extension PlainOperation {
  package func persons(in reply: Reply) -> PersonalWords { ShownPersons.words(in: reply) }
}

extension Refunds {
  package func persons(in reply: Reply) -> PersonalWords { ShownPersons.words(in: reply) }
}

extension Recipients {
  package func persons(in reply: Reply) -> PersonalWords { ShownPersons.words(in: reply) }
}

extension WeepayTransactions {
  package func persons(in reply: Reply) -> PersonalWords { ShownPersons.words(in: reply) }
}

extension WeepayCustomers {
  package func persons(in reply: Reply) -> PersonalWords { ShownPersons.words(in: reply) }
}
