package import BulkEngine
package import Foundation

/// A claim that ends, as a shared journal keeps it with the chunk.
struct Lease {
  var epoch: Int64
  /// nil once it was given back.
  var owner: String?
  var end: Duration
}

/// Why a commit changes nothing although it is no misuse.
struct CommitRefusal: Error {
  var answer: CommitAnswer
}

/// Claims of one of several processes that share a ``MemoryJournal``; they end by its clock.
package struct LeasedClaims: Claims {
  private let journal: MemoryJournal
  private let owner: String
  private let lease: Duration
  private let grace: Duration

  /// - Parameters:
  ///   - owner: tells this process from all others.
  ///   - lease: how long a claim lasts.
  ///   - grace: how long after its end what it left on its way is put in doubt.
  package init(
    _ journal: MemoryJournal, owner: String, lease: Duration = .seconds(90),
    grace: Duration = .seconds(30)
  ) {
    self.journal = journal
    self.owner = owner
    self.lease = lease
    self.grace = grace
  }

  package func claim(limit: Int) async throws -> [Claim] {
    let now = journal.now()
    return journal.change { content in
      let free = content.chunks(in: .planned, limit: .max).filter {
        content.leases[$0.number].map { $0.owner == nil || $0.end <= now } ?? true
      }
      return free.prefix(max(limit, 0)).map { chunk in
        let epoch = (content.leases[chunk.number]?.epoch ?? 0) + 1
        content.leases[chunk.number] = Lease(epoch: epoch, owner: owner, end: now + lease)
        return Claim(chunk, epoch: epoch, lasts: lease)
      }
    }
  }

  package func renew() async throws {
    let now = journal.now()
    journal.change { content in
      for (chunk, lease) in content.leases where lease.owner == owner && lease.end > now {
        content.leases[chunk]?.end = now + self.lease
      }
    }
  }

  package func release(_ claim: Claim) async throws {
    let number = claim.chunk.number
    journal.change { content in
      guard content.leases[number]?.epoch == claim.epoch,
        content.chunks[number]?.state != .intent
      else { return }
      content.leases[number]?.owner = nil
    }
  }

  package func adopt(at now: Date) async throws {
    let ended = journal.now() - grace
    try journal.change { content in
      for chunk in content.chunks(in: .intent, limit: .max) {
        if let lease = content.leases[chunk.number], lease.owner != nil, lease.end > ended {
          continue
        }
        // The epoch of nobody: what its former owner writes finds the claim lost.
        content.leases[chunk.number, default: Lease(epoch: 0, end: .zero)].epoch += 1
        content.leases[chunk.number]?.owner = nil
        try content.apply(
          .closed(chunk: chunk.number, state: .inDoubt, outcome: RecordOutcome(), at: now))
        try content.apply(.event(JournalRules.adoption(of: chunk.number, at: now)))
      }
    }
  }
}

extension JournalContent {
  /// - Throws: ``CommitRefusal`` where `claim` is lost; ``JournalError/misuse(_:)`` for a claimed chunk
  ///   without its claim.
  func require(
    _ claim: Claim?, for mutations: [JournalMutation], at now: Duration
  ) throws {
    if let claim {
      let lease = leases[claim.chunk.number]
      guard JournalRules.isHeld(claim.epoch, latest: lease?.epoch ?? 0) else {
        throw CommitRefusal(answer: .claimLost)
      }
      for case .intent(_, _, _, _, _, let lasting) in mutations
      where !JournalRules.isLongEnough(lease.map { $0.end - now }, for: lasting) {
        throw CommitRefusal(answer: .claimLost)
      }
    }
    for case let chunk? in mutations.map(\.claimedChunk) where chunk != claim?.chunk.number {
      try JournalRules.require(leases[chunk]?.owner == nil, "chunk \(chunk) is claimed")
    }
  }
}
