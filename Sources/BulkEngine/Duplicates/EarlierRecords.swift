import Spreadsheets

/// Records that a pass has met, read again from the file to say whether one of them really is repeated.
///
/// A place is remembered for each group of accepted records, so that little has to be read. What was read
/// is kept for a while: who repeats one record often repeats its neighbours, or the same one again.
final class EarlierRecords {
  /// What is known of one record.
  struct Known {
    var line: Int
    var identity: Fingerprint
    /// The code it brings and the one under which it is sent, where there are any.
    var codes: (Fingerprint?, Fingerprint?)

    func has(code: Fingerprint) -> Bool { codes.0 == code || codes.1 == code }
  }

  /// Accepted records from one place to the next. A place takes 16 bytes: with 32, half a byte for each
  /// record; of many millions of records an eighth.
  let groupSize: Int
  /// Records that are kept: half a MB.
  private static let mostKnown = 4_000
  /// Bytes read at a time: some twenty rows.
  private static let blockBytes = 2 << 10

  private let input: Input
  private let fingerprinting: Fingerprinting
  private let checker: any RowChecker
  /// Used again from group to group.
  private var checked: CheckedBlock
  /// Where the first record of each group stands.
  private var places: [ReadingPosition] = []
  /// By group, as far as it was read.
  private var known: [Int: [Known]] = [:]
  private var knownCount = 0
  /// Groups read from the file.
  private(set) var readCount = 0

  init(_ input: Input, _ check: any SheetCheck, _ fingerprinting: Fingerprinting) {
    self.input = input
    self.fingerprinting = fingerprinting
    checker = check.checker(of: input.form(input.mapping, judgesBySheet: true), fingerprinting)
    checked = CheckedBlock(mapping: input.mapping, keepsValues: false)
    let expected = input.estimatedRecords
    groupSize = expected > 4_000_000 ? 128 : 32
    places.reserveCapacity(expected / groupSize + 1)
  }

  /// Takes what was collected from the whole input.
  func take(_ survey: any SheetSurvey) { checker.take(survey) }

  /// Takes note of where the next group of accepted records begins.
  func beginGroup(at place: ReadingPosition) {
    places.append(place)
  }

  /// The accepted record of this number, from 0.
  ///
  /// - Throws: ``SpreadsheetError``; ``InputError/changed(path:)`` when the file no longer has it.
  func record(_ number: Int) throws -> Known {
    let (group, index) = number.quotientAndRemainder(dividingBy: groupSize)
    if let records = known[group], index < records.count { return records[index] }
    let records = try read(group, upTo: index)
    guard index < records.count else { throw InputError.changed(path: input.path) }
    return records[index]
  }

  /// Reads the beginning of a group, and of the rest as much as comes with it.
  private func read(_ group: Int, upTo index: Int) throws -> [Known] {
    let reader = try RowReader(
      input.rows, format: input.format, at: places[group],
      limits: ReadingLimits(blockBytes: Self.blockBytes))
    var records: [Known] = []
    var block = RowBlock()
    while records.count <= index, try reader.next(into: &block) {
      checked.removeAll()
      // What a check asks for was collected when these rows were met first.
      _ = checker.check(0..<block.rowCount, of: block, into: &checked)
      checked.rows = block
      take(&records)
      // The next rows are read into the same memory.
      checked.rows = RowBlock()
    }
    if knownCount >= Self.mostKnown {
      known.removeAll(keepingCapacity: true)
      knownCount = 0
    }
    known[group] = records
    knownCount += records.count
    readCount += 1
    return records
  }

  /// Adds the accepted records of the block that was checked last.
  private func take(_ records: inout [Known]) {
    var codes: [Fingerprint] = []
    checked.fingerprintCodes(fingerprinting, into: &codes)
    var accepted = 0
    for index in 0..<checked.recordCount where checked.judgement(index) == .ready {
      guard records.count < groupSize else { return }
      let code = checked.hasCode(index) ? codes[accepted] : nil
      let newCode = checked.newCode(index).map { fingerprinting.code(Array($0).span) }
      records.append(
        Known(
          line: checked.row(index).line, identity: checked.identities[accepted],
          codes: (code, newCode)))
      accepted += 1
    }
  }
}
