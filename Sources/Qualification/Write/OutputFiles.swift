/// Names and columns of the output files; stable.
package enum OutputFiles {
  package static let results = "results"
  package static let valid = "valid"
  package static let fix = "fix"
  package static let pending = "pending"
  package static let findings = "findings"
  package static let summary = "summary.json"
  package static let journal = "journal.sqlite"

  /// Every file that is written under a temporary name first.
  package static var allNames: [String] {
    [results, valid, fix, pending, findings].flatMap { ["\($0).csv", "\($0).ndjson"] } + [summary]
  }

  /// Behind the original columns of `results`, `fix` and `pending`.
  package static let recordColumns = [
    "q_line", "q_status", "q_code", "q_field", "q_message", "q_repairs", "q_custom_code",
    "q_batch_code", "q_service_id", "q_status_id", "q_api_id", "q_attempts", "q_submitted_at",
    "q_settled_at",
  ]

  /// Empty columns before and behind `q_custom_code` where there is nothing to say of a record.
  static let bareEmptyCounts = (before: 4, behind: 7)

  package static let validColumns = [
    "custom_code", "name", "document_type", "document", "bank_code", "bank_branch",
    "bank_branch_digit", "account", "account_digit", "account_type", "amount", "q_line",
    "settled_at",
  ]

  package static let findingColumns = [
    "line", "field", "severity", "code", "message", "masked_value",
  ]
}
