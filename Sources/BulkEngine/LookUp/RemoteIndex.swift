/// What the API has under many codes, found by whose it is instead of by the code.
///
/// A record of the API is found by the first text of its identity, which one of the values of ours must
/// be, whatever separators and leading zeros either has.
struct RemoteIndex: Sendable {
  /// A record of the API and the code that it was found under.
  typealias Found = (code: String, record: RemoteRecord)

  /// Codes that the API was asked about.
  private(set) var asked: Set<String> = []
  private var wanted: Set<Int> = []
  private var found: [Int: [Found]] = [:]

  var isEmpty: Bool { found.isEmpty }

  /// Has a later ``insertWanted(_:)`` keep what may be `record`.
  mutating func want(_ record: OutgoingRecord) {
    for value in record.values { if let key = Self.key(value) { wanted.insert(key) } }
  }

  mutating func insert(_ answers: LookUpAnswers) { insert(answers) { _ in true } }

  mutating func insertWanted(_ answers: LookUpAnswers) { insert(answers, wanted.contains) }

  private mutating func insert(_ answers: LookUpAnswers, _ isKept: (Int) -> Bool) {
    asked.formUnion(answers.codes)
    for (code, record) in answers.found.sorted(by: { $0.code < $1.code }) {
      guard let text = record.identity.first ?? nil, let key = Self.key(text), isKept(key)
      else { continue }
      found[key, default: []].append((code, record))
    }
  }

  /// Those that may be `record`, in the order of their codes.
  func candidates(for record: OutgoingRecord) -> [Found] {
    record.values.flatMap { value in Self.key(value).flatMap { found[$0] } ?? [] }
  }

  private static func key(_ text: String) -> Int? {
    let plain = text.uppercased().utf8.filter {
      0x30...0x39 ~= $0 || 0x41...0x5A ~= $0
    }.drop { $0 == 0x30 }
    return plain.isEmpty ? nil : plain.hashValue
  }
}
