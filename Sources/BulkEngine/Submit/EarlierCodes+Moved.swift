/// Records whose row bears the code of another.
extension EarlierCodes {
  /// Codes that are looked up in one go. A reading of the list meets as many as it has, and each group reads
  /// it anew; of a group all answers are in memory, about a kilobyte each.
  private static let sentGroupSize = 50_000

  /// Holds back what the API has under the earlier code of any row, also of one that is not sent: it says
  /// that it was done, or something is wrong with it.
  ///
  /// Where cells were moved against each other, a row that was done may say that it came to nothing or was
  /// never sent, beside the code of a neighbour. Its own code then stands in another row. Where the rows have
  /// codes of their user these decide: they tell one payment from another like it.
  ///
  /// - Parameter met: what the API has under the codes of the rows that may be sent.
  /// - Throws: as ``settle()`` does.
  func settleMoved(_ met: RemoteIndex) async throws {
    let unsent = try await context.journal.entries(.states([.planned], after: 0, limit: 1))
    guard !unsent.isEmpty, let codes = try await context.source.sentCodes() else { return }
    let sent = codes.filter { !met.asked.contains($0) }
    var known = met
    for start in stride(from: 0, to: sent.count, by: Self.sentGroupSize) {
      let codes = Array(sent[start..<min(start + Self.sentGroupSize, sent.count)])
      let answers = try await answers(to: codes)
      try requireAnswers(answers, to: codes)
      known.insertWanted(answers)
    }
    guard !known.isEmpty else { return }
    try await groups { entries in try await holdBack(entries, known) }
  }

  private func holdBack(_ entries: [JournalEntry], _ known: RemoteIndex) async throws {
    var mutations: [JournalMutation] = []
    var given: Set<String> = []
    // What is sent again was asked for.
    let entries = entries.filter { $0.note?.again == nil }
    for (chunk, entries) in try await context.byChunk(entries) {
      for located in try await context.source.records(of: chunk, entries: entries) {
        let record = located.record
        guard record.predecessor?.isReplacedByHand != true,
          let same = known.candidates(for: record).first(where: { isSameRecord($0.record, record) })
        else { continue }
        mutations += try await goingOn(record, as: same.record, under: same.code, &given)
      }
    }
    try await context.commit(mutations)
  }
}
