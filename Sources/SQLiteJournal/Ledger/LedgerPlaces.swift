internal import BulkEngine
internal import GRDB

/// Whose place other persons used, asked through a connection of its own: half of the time that the ledger takes
/// is spent here, and a second processor takes it over.
actor LedgerPlaces {
  private nonisolated let executor = JournalExecutor()
  nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  private let queue: DatabaseQueue

  /// - Parameter other: a connection to the same ledger.
  init(beside other: DatabaseQueue) throws {
    queue = try DatabaseQueue(path: other.path, configuration: other.configuration)
  }

  func close() throws { try queue.close() }

  /// The first and the last entry of a place tell.
  ///
  /// - Returns: indexes of subjects.
  func shares(of subjects: [LedgerSubject]) throws -> [Int] {
    try queue.inDatabase { database in
      let edges = try database.cachedStatement(sql: Self.edges)
      let places = LedgerGroups(of: subjects) { $0.place << 16 }
      var shares: [Int] = []
      for batch in LedgerBatch.ranges(places.count) {
        try LedgerBatch.each(batch.map { places.value($0) }, edges) { index, row in
          guard let first = row[1] as Int64?, let last = row[2] as Int64? else { return }
          shares += places.members(batch.lowerBound + index).filter {
            let own = LedgerWriting.account(of: subjects[$0])
            return first != own || last != own
          }
        }
      }
      return shares
    }
  }

  private static let edges = {
    let entries = """
      FROM entry INDEXED BY entry_by_account
      WHERE state < 2 AND account BETWEEN k.v AND k.v + 65535
      """
    return LedgerBatch.with(
      """
      SELECT k.i, (SELECT min(account) \(entries)), (SELECT max(account) \(entries)) FROM k
      """)
  }()
}
