/// What can be wrong with a record; the raw value is the stable part of the code.
///
/// Codes with a dot or of the list below stand alone, the others follow the field's name:
/// `document.check_digit`, `account.required`.
package enum FindingCode: String, Sendable, CaseIterable {
  // The row.
  case columnCount = "row.column_count"
  case openQuote = "row.open_quote"
  case nulByte = "row.nul_byte"
  case tooLong = "row.too_long"
  case malformed = "row.malformed"
  case repeatedKey = "row.repeated_key"
  case tooComplex = "row.too_complex"
  case totalRow = "row.total"
  // Any value.
  case required
  case characters
  case length
  case scientificNotation = "scientific_notation"
  case spreadsheetError = "spreadsheet_error"
  case needsRepair = "needs_repair"
  /// What a spreadsheet made of a number that looked like one to it.
  case date
  // Documents.
  case checkDigit = "check_digit"
  case repeatedDigits = "repeated_digits"
  // Name.
  case formula
  case mojibake
  // Bank, branch, account.
  case unknownBank = "unknown"
  /// A name or ISPB from which the bank's code cannot be told.
  case noSuchBank = "no_code"
  case legacyBank = "legacy"
  case zeros
  case gluedDigit = "glued_digit"
  case unexpectedBranch = "unexpected"
  case branchInside = "begins_with_branch"
  case digitUnverified = "check_digit_unverified"
  case digitIgnored = "ignored"
  case zeroForLetter = "zero_for_letter"
  case digitConflict = "digit_conflict"
  case operationConflict = "operation_conflict"
  case branchNeeded = "branch_needed"
  case otherOperation = "other_operation"
  case unlistedOperation = "unlisted_operation"
  // Account type.
  case accountTypeUnknown = "unreadable"
  case accountTypeAssumed = "assumed_checking"
  case accountTypeOther = "sent_as_checking"
  // Amount.
  case amountUnreadable = "not_an_amount"
  case amountRange = "out_of_range"
  /// A decimal comma made two cells of it.
  case amountCut = "cut_in_two"
  // Codes and repetition.
  case codeFormat = "format"
  case codeIsDocument = "is_document"
  case codeMayBeDocument = "may_be_document"
  case codeIsAccount = "is_account"
  case codeMayBeAccount = "may_be_account"
  case codeIsName = "is_name"
  case codeMayBeName = "may_be_name"
  case codeHasName = "has_name"
  case duplicateCode = "custom_code.duplicate"
  /// An earlier run has taken the record.
  case takenEarlier = "custom_code.taken_earlier"
  /// Of `q_custom_code` and `q_status` of an earlier run one is missing.
  case pairIncomplete = "custom_code.pair_incomplete"
  /// `q_custom_code` or `q_status` of an earlier run are none of ours.
  case pairUnreadable = "custom_code.pair_unreadable"
  case duplicatePayee = "row.duplicate"
  case repeatedPayee = "row.repeated_payee"
  case sameAccountOtherDocument = "account.other_document"
  case pixKeyInvalid = "invalid"
  // Repairs.
  case zerosRestored = "zeros_restored"
  case upperCased = "upper_cased"
  case digitSplit = "digit_split"
  case operationKept = "operation_kept"
  case bankCodeExtracted = "bank_code_extracted"
  case bankFoundByISPB = "bank_found_by_ispb"
  case bankFoundByName = "bank_found_by_name"
  case fractionDropped = "fraction_dropped"
  case unwrapped
  case blanksCollapsed = "blanks_collapsed"
  case composed = "characters_composed"
  case mojibakeMended = "mojibake_mended"

  /// What the finding does to its record, unless the place where it is found says otherwise.
  package var severity: Finding.Severity {
    switch self {
    case .unknownBank, .legacyBank, .digitUnverified, .digitIgnored, .branchNeeded,
      .otherOperation, .unlistedOperation, .accountTypeAssumed, .accountTypeOther, .repeatedPayee,
      .sameAccountOtherDocument, .codeMayBeAccount, .codeHasName, .codeMayBeDocument,
      .codeMayBeName, .pixKeyInvalid, .unexpectedBranch, .zeroForLetter, .mojibake:
      .warning
    case .zerosRestored, .upperCased, .digitSplit, .operationKept, .bankCodeExtracted,
      .bankFoundByISPB, .bankFoundByName, .fractionDropped, .unwrapped, .blanksCollapsed,
      .composed, .mojibakeMended:
      .repair
    default: .error
    }
  }

  /// Whether the stable code starts with the field's name.
  package var hasFieldPrefix: Bool {
    switch self {
    case .scientificNotation, .spreadsheetError, .needsRepair: false
    default: severityIsNotRepair && !rawValue.utf8.contains(0x2E)
    }
  }

  /// Repairs are named alike whatever the field: the field stands beside them.
  private var severityIsNotRepair: Bool { severity != .repair }
}
