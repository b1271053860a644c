package import Foundation

/// One run: one input, one set of settings, one journal.
package struct Run: Sendable, Equatable, Codable {
  /// Short random identifier, part of every batch code of this run.
  package var code: String
  package var settings: RunSettings
  package var input: InputIdentity
  package var startedAt: Date
  /// When the plan was complete; nothing is sent before.
  package var plannedAt: Date?
  /// How many batch codes have been used.
  package var batchesNumbered: Int
  /// Whether somebody consented to the deposits of this plan.
  package var isConsented: Bool
  /// Totals of the plan, once it is complete.
  package var plan: PlanTotals?
  /// How fast the API may be talked to, once it was.
  package var pace: RememberedPace?
  /// Who made the plan and by which rules; `nil` in journals of before.
  package var judge: Judge?

  package init(code: String, settings: RunSettings, input: InputIdentity, startedAt: Date) {
    self.code = code
    self.settings = settings
    self.input = input
    self.startedAt = startedAt
    self.batchesNumbered = 0
    self.isConsented = false
  }
}

/// The program that made a plan, and the rules by which it judged.
package struct Judge: Sendable, Equatable, Codable {
  /// Version of the program.
  package var program: String
  /// Stands for the rules of checking and the bundled list of banks, see ``CheckRules``.
  package var rules: String

  package init(program: String, rules: String) {
    self.program = program
    self.rules = rules
  }
}

/// What must still be true of the input when the run goes on: its bytes, wherever they are.
package struct InputIdentity: Sendable, Equatable, Codable {
  /// Absolute path of the file that this process reads; each machine has its own.
  package var path: String
  /// Lower-case hexadecimal.
  package var sha256: String
  package var bytes: Int64

  package init(path: String, sha256: String, bytes: Int64) {
    self.path = path
    self.sha256 = sha256
    self.bytes = bytes
  }

  package static func == (one: InputIdentity, other: InputIdentity) -> Bool {
    one.sha256 == other.sha256 && one.bytes == other.bytes
  }
}

/// Totals of a complete plan.
package struct PlanTotals: Sendable, Equatable, Codable {
  package var records: Int
  package var rejected: Int
  package var duplicates: Int
  package var planned: Int
  package var chunks: Int
  /// Rows that are no records: blank lines and rows of delimiters only.
  package var blankRows: Int
  /// Sum of the amounts of the planned records, in hundredths; `nil` when no amount is sent.
  package var amountInCents: Int64?
  /// What the ledger said; nil without one.
  package var ledger: LedgerTotals?

  package init(
    records: Int = 0, rejected: Int = 0, duplicates: Int = 0, planned: Int = 0, chunks: Int = 0,
    blankRows: Int = 0, amountInCents: Int64? = nil
  ) {
    self.records = records
    self.rejected = rejected
    self.duplicates = duplicates
    self.planned = planned
    self.chunks = chunks
    self.blankRows = blankRows
    self.amountInCents = amountInCents
  }

  /// Whether no file is too small for them; a journal may hold anything.
  package var isPossible: Bool {
    [records, rejected, duplicates, planned, chunks, blankRows].allSatisfy {
      (0...1 << 50).contains($0)
    } && (amountInCents ?? 0) >= 0
  }
}
