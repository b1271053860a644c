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

  /// Accepted records from one place to the next: a fourth of a byte for each.
  static let groupSize = 64
  /// Groups that are kept: 1 MB.
  private static let mostGroups = 200
  /// Bytes of a long group.
  private static let groupBytes = 8 << 10

  private let pass: RecordPass
  private let fingerprinting: Fingerprinting
  private var checker: RecordChecker
  /// Where the first record of each group stands.
  private var places: [ReadingPosition] = []
  private var known: [Int: [Known]] = [:]
  /// Groups read from the file.
  private(set) var readCount = 0

  init(_ pass: RecordPass, fingerprinting: Fingerprinting) {
    self.pass = pass
    self.fingerprinting = fingerprinting
    checker = pass.checker(pass.input.mapping)
    places.reserveCapacity(pass.input.estimatedRecords / Self.groupSize + 1)
  }

  /// Takes note of where the next group of accepted records begins.
  func beginGroup(at place: ReadingPosition) {
    places.append(place)
  }

  /// The accepted record of this number, from 0.
  ///
  /// - Throws: ``SpreadsheetError``; ``InputError/changed(path:)`` when the file no longer has it.
  func record(_ number: Int) throws -> Known {
    let (group, index) = number.quotientAndRemainder(dividingBy: Self.groupSize)
    let records = try known[group] ?? read(group)
    guard index < records.count else { throw InputError.changed(path: pass.input.path) }
    return records[index]
  }

  private func read(_ group: Int) throws -> [Known] {
    let reader = try RowReader(
      path: pass.input.path, format: pass.input.format, at: places[group],
      limits: ReadingLimits(blockBytes: Self.groupBytes))
    var records: [Known] = []
    var block = RowBlock()
    while records.count < Self.groupSize, try reader.next(into: &block) {
      for row in block.rows where records.count < Self.groupSize {
        if checker.check(row, in: block) { records.append(known(row, in: block)) }
      }
    }
    if known.count >= Self.mostGroups { known.removeAll(keepingCapacity: true) }
    known[group] = records
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
