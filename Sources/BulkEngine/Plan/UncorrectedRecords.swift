import Spreadsheets

/// The records of an earlier run that came to nothing, as its `results` file still has them: those
/// that come back like that were not corrected, and would be another deposit each.
package struct UncorrectedRecords: Sendable {
  /// Hashes of the codes under which they would be sent again; such a code follows from the earlier
  /// one and the account.
  private var codes: Set<Int> = []

  /// Nothing is known: no record is held back.
  package static let unknown = UncorrectedRecords()

  private init() {}

  /// Reads the `results` file at `path` by the rules of the run that may send the records again.
  ///
  /// - Returns: ``unknown`` when the file cannot be read as such.
  /// - Throws: `CancellationError`.
  package static func of(
    results path: String, _ reading: ReadingSettings, _ check: any SheetCheck
  ) async throws -> UncorrectedRecords {
    var records = Collecting()
    do {
      let input = try Input(
        try InputFile(path: path), reading: reading, for: check)
      _ = try await RecordPass(input, check).run(&records)
    } catch let error as CancellationError {
      throw error
    } catch {
      return unknown
    }
    return records.found
  }

  /// Adds the records of `pass` that would follow one which came to nothing, although another row of
  /// the same file says that a later code of the same record was paid or may be: outputs of several
  /// runs were put together.
  ///
  /// - Throws: what ``RecordPass/run(_:hashing:)`` throws.
  package func addingOutlived(in pass: RecordPass) async throws -> UncorrectedRecords {
    let mapping = pass.input.mapping
    guard pass.input.header == nil || mapping.column(mapping.layout.earlierStatus) >= 0 else {
      return self
    }
    var rows = CollectingOutlived()
    _ = try await pass.run(&rows)
    var records = self
    records.codes.formUnion(rows.outlived)
    return records
  }

  /// How many records of `pass` come back as they were.
  ///
  /// - Throws: what ``RecordPass/run(_:hashing:)`` throws.
  package func count(in pass: RecordPass) async throws -> Int {
    guard !codes.isEmpty else { return 0 }
    var counting = Counting(known: self)
    _ = try await pass.run(&counting)
    return counting.count
  }

  private struct Counting: RecordVisitor {
    let known: UncorrectedRecords
    var count = 0

    var needsValues: Bool { true }
    mutating func begin(first: Int, count: Int) async throws {}
    mutating func visit(_ index: Int, of block: borrowing CheckedBlock, number: Int) throws {
      if known.contains(index, of: block) { count += 1 }
    }
    mutating func end() async throws {}
  }

  /// Whether the accepted record at `index` comes back as it was.
  func contains(_ index: Int, of block: borrowing CheckedBlock) -> Bool {
    guard !codes.isEmpty, let code = block.newCode(index) else { return false }
    return codes.contains(code.hashValue)
  }

  /// Whether a plan may have rejected the record at `index` for this alone.
  static func mayHold(
    _ index: Int, of block: borrowing CheckedBlock, _ state: RecordState
  ) -> Bool {
    state == .rejected && block.newCode(index) != nil
  }

  private struct Collecting: RecordVisitor {
    var found = UncorrectedRecords()

    var needsValues: Bool { true }
    mutating func begin(first: Int, count: Int) async throws {}
    mutating func visit(
      _ index: Int, of block: borrowing CheckedBlock, number: Int
    ) throws {
      guard let code = block.newCode(index) else { return }
      found.codes.insert(code.hashValue)
    }
    mutating func end() async throws {}
  }

  private struct CollectingOutlived: RecordVisitor {
    /// Codes under which records were paid or may be, by their family.
    private var taken: [CodeLineage: Set<[UInt8]>] = [:]
    /// Hashes of new codes with the used ones that they would follow.
    private var successors: [(new: Int, used: [UInt8])] = []

    var outlived: [Int] {
      successors.compactMap { new, used in
        let codes = taken[CodeLineage(of: used)] ?? []
        // Under the used code itself the API is asked before anything is sent.
        return codes.contains { $0 != used } ? new : nil
      }
    }

    var needsValues: Bool { true }
    mutating func begin(first: Int, count: Int) async throws {}
    mutating func visit(
      _ index: Int, of block: borrowing CheckedBlock, number: Int
    ) throws {
      let code = CodeSpelling.folded(Array(block.customCode(index)))
      if let new = block.newCode(index) {
        successors.append((new.hashValue, code))
      } else if block.isTaken(index) {
        taken[CodeLineage(of: code), default: []].insert(code)
      }
    }
    mutating func end() async throws {}
  }
}
