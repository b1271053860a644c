import Spreadsheets

/// Collects the codes under which an earlier run sent records whose rows are not sent now.
struct SentCodes: RecordVisitor {
  private(set) var found: [String] = []

  var needsValues: Bool { false }
  mutating func begin(first: Int, count: Int) async throws {}
  mutating func visit(_ index: Int, of block: borrowing CheckedBlock, number: Int) throws {
    let isRejected = block.judgement(index) == .rejected && block.newCode(index) != nil
    guard isRejected || block.isTaken(index) else { return }
    let code = block.customCode(index)
    // A cell that no code can be may hold anything.
    guard code.count <= CustomCode.longest, code.allSatisfy(CustomCode.isAllowed) else { return }
    found.append(String(decoding: code, as: UTF8.self))
  }
  mutating func end() async throws {}
}

extension CheckedBlock {
  /// Whether the record at `index` is not sent because an earlier run, which its row names, has done it.
  func isTaken(_ index: Int) -> Bool {
    judgement(index) == .duplicate && !customCode(index).isEmpty
      && findings(index).contains { $0.code == .takenEarlier }
  }
}
