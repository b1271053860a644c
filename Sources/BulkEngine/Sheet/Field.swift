/// A field of a record, by the API's name where the API has it.
package enum Field: String, Sendable, CaseIterable, Codable {
  case name
  case document
  case documentType = "document_type"
  case bankCode = "bank_code"
  case bankBranch = "bank_branch"
  case bankBranchDigit = "bank_branch_digit"
  case account
  case accountDigit = "account_digit"
  case accountType = "account_type"
  /// Caixa's operation, where a sheet has it in a column of its own.
  case operation
  case amount
  case customCode = "custom_code"
  case pixKey = "pix_key"
  /// Code and status of an earlier run, in a `fix.csv` that is fed back.
  case earlierCustomCode = "q_custom_code"
  case earlierStatus = "q_status"

  /// Fields without whose column no record can be read, whatever the operation.
  package static let required: [Field] = [.name, .document, .bankCode, .bankBranch, .account]
}
