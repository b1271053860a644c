import BulkEngine

/// More records are rejected than `--max-errors` allows; nothing more is sent.
struct ErrorBudgetExceeded: ExplainedError {
  let rejected: Int
  let records: Int
  let budget: ErrorBudget
  /// Whether an earlier process of the run has sent something.
  let wasBegun: Bool
  let folder: RunFolder

  /// - Returns: `nil` while the plan is within the run's budget.
  init?(_ run: Run, folder: RunFolder) {
    guard let rejected = run.rejectedBeyondBudget, let plan = run.plan,
      let budget = run.settings.maximumErrors
    else { return nil }
    self.rejected = rejected
    self.records = plan.records
    self.budget = budget
    wasBegun = run.batchesNumbered > 0
    self.folder = folder
  }

  var status: ExitStatus { .stopped }

  func text(_ language: Language) -> String {
    let part = Self.decimal(Double(rejected) * 100 / Double(max(records, 1)), language)
    let most =
      switch budget {
      case .records(let count): "\(count)"
      case .percent(let percent): "\(Self.decimal(percent, language))%"
      }
    let command = "qualifica resume \(OutcomeReport.quoted(folder.path)) --max-errors \(rejected)"
    return language.pick(
      "\(rejected) of \(records) records are rejected (\(part) %), more than --max-errors \(most) "
        + "allows: nothing \(wasBegun ? "more " : "")was sent. Correct fix.csv, or send the others "
        + "with: \(command)",
      "\(rejected) de \(records) registros rejeitados (\(part) %), mais do que --max-errors \(most) "
        + "permite: nada \(wasBegun ? "mais " : "")foi enviado. Corrija fix.csv, ou envie os demais "
        + "com: \(command)")
  }

  /// With one digit behind the sign, where it is not zero.
  private static func decimal(_ number: Double, _ language: Language) -> String {
    let tenths = Int((number * 10).rounded())
    guard tenths % 10 != 0 else { return "\(tenths / 10)" }
    return "\(tenths / 10)\(language.pick(".", ","))\(tenths % 10)"
  }
}

extension Run {
  /// How many records the plan rejects, where that is more than the run's budget allows.
  var rejectedBeyondBudget: Int? {
    guard let plan, let budget = settings.maximumErrors,
      budget.isExceeded(rejected: plan.rejected, of: plan.records)
    else { return nil }
    return plan.rejected
  }
}
