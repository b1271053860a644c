import Spreadsheets

/// Collects the codes under which an earlier run sent records, as their rows tell, whatever a check or a
/// ledger says of them now.
struct SentCodes: RecordVisitor {
  private(set) var found: [String] = []

  var needsValues: Bool { false }
  mutating func begin(first: Int, count: Int) async throws {}
  mutating func visit(_ index: Int, of block: borrowing CheckedBlock, number: Int) throws {
    guard block.newCode(index) != nil || block.isTaken(index) else { return }
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
