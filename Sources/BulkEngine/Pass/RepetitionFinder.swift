/// Compares checked blocks, in their order, with all records before, in a task of its own: it mostly waits for
/// memory, and others work meanwhile.
actor RepetitionFinder {
  private var duplicates: Duplicates
  private nonisolated let pages: SystemPages

  init(_ pass: RecordPass, _ fingerprinting: Fingerprinting) {
    duplicates = Duplicates(pass.input, pass.check, fingerprinting)
    pages = duplicates.pages
  }

  /// Notes in `block` which of its records repeat earlier ones.
  ///
  /// - Parameter survey: what the check of this block asked for.
  /// - Throws: ``SpreadsheetError`` and ``InputError`` when an earlier record cannot be read again.
  func judge(
    _ block: consuming CheckedBlock, knowing survey: (any SheetSurvey)?
  ) throws -> CheckedBlock {
    if let survey { duplicates.take(survey) }
    try duplicates.judge(&block)
    return block
  }

  /// Pre-faults the table so that the first blocks do not stall on page faults.
  nonisolated func populate() async {
    pages.populate()
  }
}
