import BulkEngine
import Foundation
import Operations
import Spreadsheets

/// The records of a run of data qualification beside the movements of the statement: what services 2 to 5
/// deposited.
///
/// A movement belongs to the record whose code it shows (`invoice`), else to the one whose id at the API it
/// shows (`entity_id`).
struct Reconciliation: Sendable {
  /// Columns behind those of the statement.
  static let columns = ["q_match", "q_code", "q_line", "q_custom_code"]

  struct Counts: Sendable {
    var matched = 0
    var missing = 0
    var surplus = 0
  }

  private struct Record: Sendable {
    var number: Int
    var customCode: String
    var apiID: String?
    /// Found good: then a deposit was made. Of others one may have been.
    var isGood: Bool
    var line: Int?
    var amountInCents: Int64?
  }

  let settings: RunSettings
  let runCode: String
  /// The day on which the run began, in Brasília; never after that of UTC.
  let firstDay: String
  private let records: [Record]
  private let hasInput: Bool
  /// Whether the caller says how much is deposited.
  private let hasAmounts: Bool

  var merchantID: Int? { settings.own.merchantID }

  /// Entries read at a time.
  private static let entries = 10_000

  /// - Throws: ``RunFailure``, ``JournalError``, ``NoDeposits``.
  init(folder path: String) async throws {
    let folder = RunFolder(path: path)
    try folder.requireFolder()
    try folder.requireOwnership()
    guard folder.hasJournal else { throw RunFailure.noSuchRun(path: path) }
    let journal = try folder.store.open(.readOnly)
    guard let run = try await journal.run().map(folder.locating) else {
      throw RunFailure.notBegun(path: path)
    }
    try await journal.examine(as: run)
    let own = run.settings.own
    guard let service = own.service, service >= 2 else { throw NoDeposits(path: path) }
    settings = run.settings
    runCode = run.code
    firstDay = BrasiliaTime(run.startedAt).day
    hasAmounts = service >= 4
    var records = try await Self.records(in: journal, own.statuses)
    var places = RecordPlaces(Set(records.map(\.number)))
    do {
      let input = try Input(
        InputFile(path: run.input.path, byteCount: run.input.bytes), reading: run.settings.reading,
        for: own.layoutCheck, folder: folder.path)
      guard try InputHash.sha256(of: input.file) == run.input.sha256 else {
        throw NoDeposits(path: path)
      }
      _ = try await RecordPass(input, try own.check()).run(&places)
      hasInput = true
    } catch let error as CancellationError {
      throw error
    } catch {
      places = RecordPlaces([])
      hasInput = false
    }
    for index in records.indices {
      let place = places.found[records[index].number]
      (records[index].line, records[index].amountInCents) = (place?.line, place?.amountInCents)
    }
    self.records = records
  }

  private static func records(
    in journal: any JournalReader, _ statuses: StatusTable
  ) async throws -> [Record] {
    var records: [Record] = []
    var last = 0
    while true {
      let entries = try await journal.entries(
        .states([.intent, .inDoubt, .refused, .taken, .settled], after: last, limit: Self.entries))
      guard let end = entries.last?.number else { return records }
      last = end
      for entry in entries {
        guard let code = entry.customCode else { continue }
        records.append(
          Record(
            number: entry.number, customCode: code, apiID: entry.outcome.knownID,
            isGood: entry.state.kind == .settled && statuses.row(of: entry.state).isGood))
      }
    }
  }

  func matching() -> Matching { Matching(self) }

  /// Puts movements and records side by side.
  struct Matching {
    private let records: [Record]
    private var byCode: [String: Int] = [:]
    private var byID: [String: Int] = [:]
    private var deposited: Set<Int> = []
    private(set) var counts = Counts()
    /// Whether amounts are compared; nil where the vendor says how much is deposited.
    let comparesAmounts: Bool?
    private let comparesEach: Bool

    fileprivate init(_ reconciliation: Reconciliation) {
      records = reconciliation.records
      comparesAmounts = reconciliation.hasAmounts ? reconciliation.hasInput : nil
      comparesEach = comparesAmounts ?? false
      for (index, record) in records.enumerated() {
        byCode[record.customCode] = index
        if let id = record.apiID { byID[id] = index }
      }
    }

    /// What is said of a movement.
    mutating func cells(of row: [String]) -> [String] {
      let (invoice, entityID) = (
        row[Reading.StatementCell.invoice], row[Reading.StatementCell.entityID]
      )
      guard let index = byCode[invoice] ?? byID[entityID] else {
        counts.surplus += 1
        return ["surplus", "unknown", "", ""]
      }
      let record = records[index]
      let amount = row[Reading.StatementCell.amount]
      let line = record.line.map { "\($0)" } ?? ""
      func said(_ word: String, _ code: String) -> [String] {
        [word, code, line, record.customCode]
      }
      guard amount.hasPrefix("-") else {
        counts.matched += 1
        return said("matched", "returned")
      }
      guard deposited.insert(index).inserted else {
        counts.surplus += 1
        return said("surplus", "repeated")
      }
      if comparesEach, let wanted = record.amountInCents,
        Int64(amount.filter { $0 != "-" && $0 != "." }) != wanted
      {
        counts.surplus += 1
        return said("surplus", "amount_differs")
      }
      counts.matched += 1
      return said("matched", "")
    }

    /// A row for each record that was found good and has no deposit; after all movements.
    mutating func missing(columnCount: Int) -> [[String]] {
      let missing = records.indices.filter { records[$0].isGood && !deposited.contains($0) }
      counts.missing = missing.count
      return missing.map { index in
        let record = records[index]
        var row = Array(repeating: "", count: columnCount)
        row[Reading.StatementCell.entityID] = record.apiID ?? ""
        row[Reading.StatementCell.invoice] = record.customCode
        return row + ["missing", "", record.line.map { "\($0)" } ?? "", record.customCode]
      }
    }
  }
}

/// Where records stand in the sheet, and how much they carry.
struct RecordPlaces: RecordVisitor {
  /// nil for all.
  private let wanted: Set<Int>?
  private(set) var found: [Int: (line: Int, amountInCents: Int64?)] = [:]

  init(_ wanted: Set<Int>?) { self.wanted = wanted }

  var needsValues: Bool { true }

  mutating func begin(first: Int, count: Int) async throws {}

  mutating func visit(_ index: Int, of block: borrowing CheckedBlock, number: Int) throws {
    guard wanted?.contains(number) ?? true else { return }
    let record = block.outgoing(index, number: number, customCode: "")
    found[number] = (block.row(index).line, record.amountInCents)
  }

  mutating func end() async throws {}
}

/// A run that deposits nothing is not in the statement.
struct NoDeposits: CommandError {
  let path: String
  var status: ExitStatus { .usage }

  var explanation: Explanation {
    Explanation(
      Bilingual(
        "\(path): this run deposited nothing: only services 2 to 5 of data qualification do.",
        "\(path): esta execução não depositou nada: só os serviços 2 a 5 da qualificação depositam."
      ),
      next: Bilingual(
        "Name another run with --run, or leave it out.",
        "Informe outra execução com --run, ou omita a opção."))
  }
}
