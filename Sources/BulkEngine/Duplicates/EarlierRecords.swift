import Spreadsheets

/// Records that a pass has met, read again from the file to say whether one of them really is repeated.
///
/// A place is remembered for each group of accepted records, so that little has to be read. What was read
/// is kept for a while: who repeats one record often repeats its neighbours, or the same one again.
final class EarlierRecords {
  /// What is known of one record.
  struct Known {
    var line: Int
    var payee: Fingerprint
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

  private let pass: RecordPass
  private let fingerprinting: Fingerprinting
  private var checker: RecordChecker
  /// Where the first record of each group stands.
  private var places: [ReadingPosition] = []
  /// By group, as far as it was read.
  private var known: [Int: [Known]] = [:]
  private var knownCount = 0
  /// Groups read from the file.
  private(set) var readCount = 0

  init(_ pass: RecordPass, fingerprinting: Fingerprinting) {
    self.pass = pass
    self.fingerprinting = fingerprinting
    checker = pass.checker(pass.input.mapping)
    let expected = pass.input.estimatedRecords
    groupSize = expected > 4_000_000 ? 128 : 32
    places.reserveCapacity(expected / groupSize + 1)
  }

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
    guard index < records.count else { throw InputError.changed(path: pass.input.path) }
    return records[index]
  }

  /// Reads the beginning of a group, and of the rest as much as comes with it.
  private func read(_ group: Int, upTo index: Int) throws -> [Known] {
    let reader = try RowReader(
      pass.input.file, format: pass.input.format, at: places[group],
      limits: ReadingLimits(blockBytes: Self.blockBytes))
    var records: [Known] = []
    var block = RowBlock()
    while records.count <= index, try reader.next(into: &block) {
      for row in block.rows where records.count < groupSize {
        if checker.check(row, in: block) { records.append(known(row, in: block)) }
      }
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

  /// The row that was checked last.
  private func known(_ row: Row, in block: borrowing RowBlock) -> Known {
    let code = checker.fingerprintOfCode(in: block, fingerprinting)
    let newCode = checker.newCode.map { fingerprinting.code($0.span) }
    return Known(
      line: row.line, payee: fingerprinting.payee(checker.record),
      codes: (checker.hasCode ? code : nil, newCode))
  }
}
