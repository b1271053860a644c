import Spreadsheets

/// Finds repetitions among the records of a pass, with the index that suits its file.
struct Duplicates: ~Copyable {
  /// Sixteen bytes for each record, and as many for its code.
  private var whole: DuplicateIndex<WholeEntry, WholeEntry>?
  /// Sixteen bytes for each record and its code together.
  private var short: DuplicateIndex<PayeeEntry, CodeEntry>?
  let pages: SystemPages

  init(_ pass: RecordPass, _ fingerprinting: Fingerprinting) {
    let input = pass.input
    // Records of a file that can be read from any place need not be remembered whole.
    let canReadAgain =
      input.format.dialect != nil && input.format.compression == .none
      && input.bytes / Int64(input.layout.shortestRecordBytes) < PayeeEntry.numberLimit
    if input.mapping.hasOwnCodes, canReadAgain {
      let index = DuplicateIndex<PayeeEntry, CodeEntry>(
        hasOwnCodes: true, expecting: input.estimatedRecords, fingerprinting: fingerprinting,
        earlier: EarlierRecords(pass, fingerprinting: fingerprinting))
      pages = index.pages
      short = consume index
    } else {
      let index = DuplicateIndex<WholeEntry, WholeEntry>(
        hasOwnCodes: input.mapping.hasOwnCodes, expecting: input.estimatedRecords,
        fingerprinting: fingerprinting)
      pages = index.pages
      whole = consume index
    }
  }

  mutating func judge(_ block: inout CheckedBlock) throws {
    try whole?.judge(&block)
    try short?.judge(&block)
  }
}
