package import BulkEngine

private typealias Fixture = JournalFixture

/// What claims promise that end and that several processes share, beside ``ClaimsContract``.
package enum SharedClaimsContract {
  /// How long claims last, and how long after that what they left is put in doubt.
  package static let lease = Duration.seconds(90)
  package static let grace = Duration.seconds(30)

  /// A journal without a plan, the claims of two processes on it, and what moves its clock.
  package struct Ground: Sendable {
    let journal: any AuditedJournal
    let first: any Claims
    let second: any Claims
    let advance: @Sendable (Duration) -> Void

    package init(
      _ journal: any AuditedJournal, _ first: any Claims, _ second: any Claims,
      advance: @escaping @Sendable (Duration) -> Void
    ) {
      self.journal = journal
      self.first = first
      self.second = second
      self.advance = advance
    }
  }

  package struct Promise: Sendable, CustomStringConvertible {
    package let description: String
    package let check: @Sendable (Ground) async throws -> Void
  }

  package static let promises = sharing + ending

  private static let sharing = [
    Promise(description: "a chunk is one process's while its claim lasts, then another's") {
      ground in
      try await Fixture.seal(ground.journal)
      let first = try await ground.first.claim(limit: 1)
      let others = try await ground.second.claim(limit: 9)
      try expect("the others", others.map(\.chunk.number), is: [2])
      ground.advance(lease + .seconds(1))
      let second = try await ground.second.claim(limit: 1)
      try expect("the second claim", second.map(\.chunk.number), is: [1])
      try expect("a higher epoch", second[0].epoch > first[0].epoch, is: true)
      try expect("how long it lasts", second[0].lasts ?? .zero > .seconds(60), is: true)
      try await expectLoss(of: first[0], in: ground.journal, [Fixture.intent(1)])
      let answer = try await ground.journal.commit([Fixture.intent(1)], holding: second[0])
      try expect("the answer", answer, is: .committed)
    },
    Promise(description: "a claim that is renewed lasts as long as a new one") { ground in
      try await Fixture.seal(ground.journal)
      let first = try await ground.first.claim(limit: 9)
      for _ in 0..<4 {
        ground.advance(lease / 3)
        try await ground.first.renew()
      }
      try expect("the others", try await ground.second.claim(limit: 9), is: [])
      ground.advance(lease + .seconds(1))
      try await ground.first.renew()
      let others = try await ground.second.claim(limit: 9)
      try expect("what has ended", others.map(\.chunk.number), is: [1, 2])
      try await expectLoss(of: first[1], in: ground.journal, [Fixture.intent(2)])
    },
    Promise(description: "what is given back is another's at once, but not what is on its way") {
      ground in
      try await Fixture.seal(ground.journal)
      let first = try await ground.first.claim(limit: 9)
      _ = try await ground.journal.commit([Fixture.intent(1)], holding: first[0])
      for claim in first { try await ground.first.release(claim) }
      try await ground.second.adopt(at: Fixture.time(30))
      let others = try await ground.second.claim(limit: 9)
      try expect("the others", others.map(\.chunk.number), is: [2])
      try expect("the first", try await ground.journal.chunk(1)?.state, is: .intent)
      // A claim that is over takes nothing from the one that followed.
      try await ground.first.release(first[1])
      try expect("the rest", try await ground.first.claim(limit: 9), is: [])
    },
    Promise(description: "a claimed chunk changes under its claim alone") { ground in
      try await Fixture.seal(ground.journal)
      let claims = try await ground.first.claim(limit: 2)
      try await expectRefusal("an intent without the claim", by: ground.journal) {
        try await $0.commit([Fixture.intent(1)])
      }
      try await expectRefusal("an intent under another claim", by: ground.journal) {
        _ = try await $0.commit([Fixture.intent(1)], holding: claims[1])
      }
    },
  ]

  private static let ending = [
    Promise(description: "an intent needs a claim that outlasts its request") { ground in
      try await Fixture.seal(ground.journal)
      let claim = try await ground.first.claim(limit: 1)[0]
      let intent = JournalMutation.intent(
        chunk: 1, batchCode: "k7m2-1", bodySHA256: "", at: Fixture.time(10), records: 3,
        lasting: .seconds(35))
      ground.advance(lease - .seconds(35))
      try await expectLoss(of: claim, in: ground.journal, [intent])
      try await ground.first.renew()
      let answer = try await ground.journal.commit([intent], holding: claim)
      try expect("the answer", answer, is: .committed)
    },
    Promise(description: "what a claim left on its way is put in doubt when the grace is over") {
      ground in
      try await Fixture.seal(ground.journal)
      let claim = try await ground.first.claim(limit: 1)[0]
      _ = try await ground.journal.commit([Fixture.intent(1)], holding: claim)
      ground.advance(lease + .seconds(1))
      try await ground.second.adopt(at: Fixture.time(30))
      try expect("within the grace", try await ground.journal.chunk(1)?.state, is: .intent)
      let others = try await ground.second.claim(limit: 9).map(\.chunk.number)
      try expect("what is claimed", others, is: [2])
      ground.advance(grace)
      try await ground.second.adopt(at: Fixture.time(40))
      try expect("the chunk", try await ground.journal.chunk(1)?.state, is: .closed)
      let counts = try await ground.journal.counts()
      try expect("the counts", counts, is: [.inDoubt: 3, .planned: 3])
      let kinds = try await ground.journal.events().map(\.kind)
      try expect("the events", kinds, is: ["resume.intent_found"])
      for late in [.withdrawn(chunk: 1), Fixture.closed(1, .pending)] as [JournalMutation] {
        try await expectLoss(of: claim, in: ground.journal, [late])
      }
    },
    Promise(description: "a receipt within the grace counts, its claim has no successor") {
      ground in
      try await Fixture.seal(ground.journal)
      let claim = try await ground.first.claim(limit: 1)[0]
      _ = try await ground.journal.commit([Fixture.intent(1)], holding: claim)
      ground.advance(lease + .seconds(1))
      let answer = try await ground.journal.commit([Fixture.closed(1, .pending)], holding: claim)
      try expect("the answer", answer, is: .committed)
      ground.advance(grace)
      try await ground.second.adopt(at: Fixture.time(40))
      let counts = try await ground.journal.counts()
      try expect("the counts", counts, is: [.pending: 3, .planned: 3])
    },
  ]

  /// Makes sure that `mutations` under `claim` are answered as lost and change nothing.
  private static func expectLoss(
    of claim: Claim, in journal: any AuditedJournal, _ mutations: [JournalMutation]
  ) async throws {
    let before = try await JournalSnapshot(journal)
    let answer = try await journal.commit(mutations, holding: claim)
    try expect("the answer", answer, is: .claimLost)
    try expect("the journal", try await JournalSnapshot(journal), is: before)
  }
}
