package import Foundation
internal import Synchronization

/// Asks the ledgers about the accepted records of a pass, a block at a call.
package final class LedgerAsking: Sendable {
  private let ledgers: [any Ledger]
  private let operation: any BulkOperation
  private let sendsAgain: Bool
  private let now: Date
  private let sums = Mutex(LedgerTotals())

  /// - Parameter sendsAgain: whether records that another run has sent are sent once more.
  package init(
    _ ledgers: [any Ledger], _ operation: any BulkOperation, sendsAgain: Bool = false, now: Date
  ) {
    self.ledgers = ledgers
    self.operation = operation
    self.sendsAgain = sendsAgain
    self.now = now
  }

  /// What was said so far.
  package var totals: LedgerTotals { sums.withLock { $0 } }

  /// Records asked for at once: while the ledger looks for them, the next are hashed.
  private static let partSize = 512

  /// Notes in `block` what the ledger says of its records.
  ///
  /// - Throws: ``LedgerError``.
  func judge(_ block: inout CheckedBlock) async throws {
    var totals = LedgerTotals()
    let sieves = try await sieves()
    var part = Part()
    var index = 0
    repeat {
      let asked = part
      async let answers = answers(to: asked)
      part = subjects(of: block, from: &index, sieves)
      for (place, answer) in try await answers {
        let mark = mark(answer)
        block.note(mark, of: asked.indexes[place])
        totals.add(
          mark.note, file: answer.sent?.run.file ?? "",
          amountInCents: asked.amounts[place])
      }
    } while !part.indexes.isEmpty
    sums.withLock { $0.add(totals) }
  }

  /// Of each ledger; none where one of them has to be asked about every record.
  private func sieves() async throws -> [LedgerSieve] {
    var sieves: [LedgerSieve] = []
    for ledger in ledgers {
      guard let sieve = try await ledger.sieve(at: now) else { return [] }
      sieves.append(sieve)
    }
    return sieves
  }

  /// Accepted records of a block.
  private struct Part: Sendable {
    var indexes: [Int] = []
    var amounts: [Int64?] = []
    /// By ledger, each with its own hashes.
    var subjects: [[LedgerSubject]] = []
  }

  /// What the ledgers say together, by place in the part.
  private func answers(to part: Part) async throws -> [Int: LedgerAnswer] {
    guard !part.indexes.isEmpty else { return [:] }
    var answers: [Int: LedgerAnswer] = [:]
    for (ledger, subjects) in zip(ledgers, part.subjects) {
      answers.merge(try await ledger.answers(to: subjects, at: now)) { $0.adding($1) }
    }
    return answers
  }

  /// The next accepted records from `index` on, which moves behind them; without those of which no ledger has
  /// anything to say.
  private func subjects(
    of block: borrowing CheckedBlock, from index: inout Int, _ sieves: [LedgerSieve]
  ) -> Part {
    let (hashings, needsAmount) = (ledgers.map(\.hashing), operation.traits.needsAmount)
    var part = Part(subjects: hashings.map { _ in [] })
    var identity = LedgerIdentity()
    while index < block.recordCount, part.indexes.count < Self.partSize {
      defer { index += 1 }
      guard block.judgement(index) == .ready else { continue }
      identity.removeAll()
      // A record that no ledger keeps is left out; those beside it are asked about.
      guard operation.identify({ block.value($0, of: index) }, into: &identity) else { continue }
      let isSilent = zip(hashings, sieves).allSatisfy { $1.isSilent(on: $0.tag(of: identity)) }
      if isSilent, !sieves.isEmpty { continue }
      let amount = needsAmount ? block.amountInCents(index) : nil
      part.indexes.append(index)
      part.amounts.append(amount)
      for (place, hashing) in hashings.enumerated() {
        part.subjects[place].append(hashing.subject(of: identity, amountInCents: amount))
      }
    }
    return part
  }

  private func mark(_ answer: LedgerAnswer) -> LedgerMark {
    var mark = LedgerMark(note: LedgerNote())
    if let sent = answer.sent {
      let earlier = LedgerNote.Earlier(run: sent.run.code, day: LedgerDay(sent.at))
      if sendsAgain { mark.note.again = earlier } else { mark.note.sent = earlier }
    } else if let known = answer.known {
      mark.note.known = LedgerNote.Earlier(run: known.run.code, day: LedgerDay(known.at))
      mark.verdict = EarlierVerdict(at: known.at, apiID: known.apiID)
    }
    mark.note.changed = answer.changedSince.map { LedgerDay($0) }
    mark.note.isShared = answer.isShared
    return mark
  }
}
