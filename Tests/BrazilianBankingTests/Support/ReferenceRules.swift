import Foundation

/// The rules of `bank_rules.json`, decoded as they stand: the reference calculates from these and
/// shares no code or table with the library.
struct ReferenceRules: Decodable {
  var banks: [String: ReferenceBank]
  var `default`: ReferenceBank
  var tables: [String: [String: String]]

  static let shared: ReferenceRules? = try? JSONDecoder()
    .decode(ReferenceRules.self, from: VectorFile.bytes("bank_rules.json"))
}

struct ReferenceBank: Decodable {
  var confidence: String
  var branch: ReferenceBranch
  var account: ReferenceAccount
  var status: String?
  var sources: [String]
}

struct ReferenceBranch: Decodable {
  var max_digits: Int
  var digit_length: Int
  var digit: ReferenceCheck?
  var digit_enforcement: String
  var expected: [String]?
  var expected_enforcement: String?
}

struct ReferenceAccount: Decodable {
  var typical_length: Int
  var max_digits: Int
  var hard_up_to: Int
  var digit_required: Bool
  var checks: [ReferenceCheck]
  var enforcement: String
}

struct ReferenceCheck: Decodable {
  var type: String?
  var parts: [ReferencePart]?
  var weights_from_right: [Int]?
  var weights_from_left: [Int]?
  var map: [String: String]?
  var accept: [String: [String]]?
  var blocks: [ReferenceCheck]?
}

struct ReferencePart: Decodable {
  var field: String?
  var literal: String?
  var len: Int?
  var last: Bool?
  var map: String?
}
