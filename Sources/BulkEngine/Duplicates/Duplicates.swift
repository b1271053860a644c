import Spreadsheets

/// Finds repetitions among the records of a pass, with the index that suits its file.
struct Duplicates: ~Copyable {
  /// Sixteen bytes for each record, and as many for its code.
  private var whole: DuplicateIndex<WholeEntry, WholeEntry>?
  /// Sixteen bytes for each record and its code together.
  private var short: DuplicateIndex<RecordEntry, CodeEntry>?
  let pages: SystemPages

  init(_ input: Input, _ check: any SheetCheck, _ fingerprinting: Fingerprinting) {
    let repetitions = check.sentences.catalogue.repetitions
    // Records of a file that can be read from any place need not be remembered whole.
    let canReadAgain =
      input.format.dialect != nil && input.format.compression == .none
      && input.rowBytes / Int64(input.layout.shortestRecordBytes) < RecordEntry.numberLimit
    if input.mapping.hasOwnCodes, canReadAgain {
      let index = DuplicateIndex<RecordEntry, CodeEntry>(
        repetitions, hasOwnCodes: true, expecting: input.estimatedRecords,
        fingerprinting: fingerprinting,
        earlier: EarlierRecords(input, check, fingerprinting))
      pages = index.pages
      short = consume index
    } else {
      let index = DuplicateIndex<WholeEntry, WholeEntry>(
        repetitions, hasOwnCodes: input.mapping.hasOwnCodes, expecting: input.estimatedRecords,
        fingerprinting: fingerprinting)
      pages = index.pages
      whole = consume index
    }
  }

  /// Takes what was collected from the whole input for the check.
  func take(_ survey: any SheetSurvey) {
    whole?.take(survey)
    short?.take(survey)
  }

  mutating func judge(_ block: inout CheckedBlock) throws {
    try whole?.judge(&block)
    try short?.judge(&block)
  }
}
