package import BulkEngine

/// What every implementation of the seam ``Claims`` promises, to be run by all of them.
package enum ClaimsContract {
  /// One promise; the check is given a journal without a plan and the claims on it.
  package struct Promise: Sendable, CustomStringConvertible {
    package let description: String
    package let check: @Sendable (any Journal, any Claims) async throws -> Void
  }

  package static let promises = [
    Promise(description: "a chunk is given once, in order, up to the limit") { journal, claims in
      try await JournalFixture.seal(journal, chunks: 4, size: 1)
      let first = try await claims.claim(limit: 3)
      try expect("the first claims", first.map(\.chunk.number), is: [1, 2, 3])
      let second = try await claims.claim(limit: 3)
      try expect("the second claims", second.map(\.chunk.number), is: [4])
      try expect("the third claims", try await claims.claim(limit: 3), is: [])
      try expect("no limit", try await claims.claim(limit: 0), is: [])
    },
    Promise(description: "what was given back is given again while it is planned") {
      journal, claims in
      try await JournalFixture.seal(journal, chunks: 3, size: 1)
      let given = try await claims.claim(limit: 2)
      let answer = try await journal.commit(
        [JournalFixture.intent(1), JournalFixture.closed(1, .inDoubt)], holding: given[0])
      try expect("the answer", answer, is: .committed)
      for claim in given { try await claims.release(claim) }
      let again = try await claims.claim(limit: 9)
      try expect("the claims", again.map(\.chunk.number), is: [2, 3])
    },
    Promise(description: "nothing is given before there is a plan") { _, claims in
      try expect("the claims", try await claims.claim(limit: 3), is: [])
    },
    Promise(description: "what is on its way and nobody's is put in doubt, never given again") {
      journal, claims in
      try await JournalFixture.seal(journal, chunks: 3, size: 1)
      try await journal.commit([JournalFixture.intent(1)])
      let given = try await claims.claim(limit: 1)
      _ = try await journal.commit([JournalFixture.intent(2)], holding: given[0])
      try await claims.adopt(at: JournalFixture.time(30))
      let states = try await journal.entries(.numbers(first: 1, last: 3)).map(\.state)
      try expect("the states", states, is: [.inDoubt, .intent, .planned])
      let again = try await claims.claim(limit: 9)
      try expect("the claims", again.map(\.chunk.number), is: [3])
    },
  ]
}
