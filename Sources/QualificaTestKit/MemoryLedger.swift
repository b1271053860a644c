package import BulkEngine
package import Foundation
internal import Synchronization

/// A ledger that forgets everything with the process, as one run sees it.
package final class MemoryLedger: Ledger {
  /// What all runs share.
  package final class Book: Sendable {
    fileprivate let content = Mutex(Content())
    package init() {}
  }

  fileprivate struct Entry {
    var run: LedgerRun
    var record: LedgerRecord
    var state: LedgerState
    var sentAt: Date?
    var settledAt: Date?
    var apiID: String?
  }

  fileprivate struct Content {
    var runs: [String: LedgerRun] = [:]
    var finished: Set<String> = []
    var entries: [String: [Int: Entry]] = [:]
  }

  private static let key: [UInt8] = Array(repeating: 7, count: 32)

  private let book: Book
  private let run: LedgerRun
  private let terms: LedgerTerms
  package let hashing: LedgerHashing

  package init(_ book: Book, run: LedgerRun, terms: LedgerTerms) {
    self.book = book
    self.run = run
    self.terms = terms
    hashing = LedgerHashing(key: Self.key, scope: run.scope)
  }

  package func ask(_ question: LedgerQuestion) async throws -> LedgerReply {
    book.content.withLock { content in
      switch question {
      case .subjects(let subjects, let now):
        var answers: [Int: LedgerAnswer] = [:]
        for (index, subject) in subjects.enumerated() {
          let answer = answer(subject, content, now)
          if answer != LedgerAnswer() { answers[index] = answer }
        }
        return LedgerReply(answers: answers)
      case .ownRun:
        let counts = (content.entries[run.code] ?? [:]).values.reduce(into: [:]) {
          $0[$1.state, default: 0] += 1
        }
        let others = content.runs.values.filter {
          $0.code != run.code && $0.inputSHA256 == run.inputSHA256 && $0.scope == run.scope
            && $0.operation == run.operation && $0.variant == run.variant
        }
        return LedgerReply(
          counts: counts, nextGeneration: 1 + (others.map(\.generation).max() ?? 0))
      }
    }
  }

  package func sieve(at now: Date) async throws -> LedgerSieve? { nil }

  package func announce(_ records: [LedgerRecord], at now: Date) async throws -> [LedgerHold] {
    book.content.withLock { content in
      content.runs[run.code] = run
      content.finished.remove(run.code)
      var held: [LedgerHold] = []
      for record in records {
        if !record.isAgain, let sending = sending(record.subject, content, now) {
          held.append(LedgerHold(number: record.number, sending: sending))
          content.entries[run.code, default: [:]][record.number] = Entry(
            run: run, record: record, state: .seen)
        } else {
          content.entries[run.code, default: [:]][record.number] = Entry(
            run: run, record: record, state: .sent, sentAt: now.toMilliseconds)
        }
      }
      return held
    }
  }

  package func settle(_ report: LedgerReport, at now: Date) async throws {
    book.content.withLock { content in
      content.runs[run.code] = run
      for outcome in report.outcomes { settle(outcome, &content, now) }
      if report.isFinished { content.finished.insert(run.code) }
    }
  }

  private func settle(_ outcome: LedgerOutcome, _ content: inout Content, _ now: Date) {
    let stored = content.entries[run.code]?[outcome.number]
    guard let state = outcome.state else {
      if stored?.state == .sent || stored?.state == .seen {
        content.entries[run.code]?[outcome.number] = nil
      }
      return
    }
    if let stored, state == .sent || state == .seen {
      // What is settled stays so.
      guard stored.state == .seen, state == .sent else { return }
    }
    guard
      var entry = stored
        ?? outcome.record.map({
          Entry(run: run, record: $0, state: state, sentAt: outcome.sentAt ?? now)
        })
    else { return }
    if state == .seen { entry.sentAt = nil }
    entry.state = state
    entry.settledAt = outcome.settledAt
    entry.apiID = outcome.apiID ?? entry.apiID
    content.entries[run.code, default: [:]][outcome.number] = entry
  }

  // MARK: Answers

  private func others(_ content: Content) -> [Entry] {
    content.entries.filter { $0.key != run.code }.values.flatMap(\.values)
      .filter { $0.run.scope == run.scope }
  }

  private func answer(
    _ subject: LedgerSubject, _ content: Content, _ now: Date
  ) -> LedgerAnswer {
    var answer = LedgerAnswer()
    answer.sent = sending(subject, content, now)
    let others = others(content)
    answer.known = verdict(subject, others, now)
    let good = others.filter { $0.state == .good && $0.record.subject.person == subject.person }
    if let latest = good.max(by: { $0.run.startedAt < $1.run.startedAt }),
      !good.contains(where: {
        $0.run.code == latest.run.code && $0.record.subject.place == subject.place
      })
    {
      answer.changedSince = latest.settledAt
    }
    answer.isShared = others.contains {
      ($0.state == .sent || $0.state == .good) && $0.record.subject.place == subject.place
        && $0.record.subject.person != subject.person
    }
    return answer
  }

  private func sending(
    _ subject: LedgerSubject, _ content: Content, _ now: Date
  ) -> LedgerSending? {
    guard terms.holdsBack else { return nil }
    let sent = others(content).filter { entry in
      guard let sentAt = entry.sentAt, entry.state == .sent || entry.state == .good else {
        return false
      }
      let isRecent = now.timeIntervalSince(sentAt) <= terms.repeatWindowInSeconds
      return entry.record.subject.whole == subject.whole
        && entry.record.subject.amountInCents == subject.amountInCents
        && entry.run.operation == run.operation && entry.run.variant == run.variant
        && (isRecent || !content.finished.contains(entry.run.code))
    }
    return sent.max { ($0.sentAt ?? .distantPast) < ($1.sentAt ?? .distantPast) }.map {
      LedgerSending(run: LedgerEarlierRun($0.run), at: $0.sentAt ?? now)
    }
  }

  private func verdict(
    _ subject: LedgerSubject, _ others: [Entry], _ now: Date
  ) -> LedgerVerdict? {
    guard let knownFor = terms.knownForInSeconds else { return nil }
    let verdicts = others.filter {
      ($0.state == .good || $0.state == .failed) && $0.record.subject.whole == subject.whole
        && $0.settledAt != nil && $0.run.operation == run.operation
    }
    guard
      let latest = verdicts.max(by: {
        ($0.settledAt ?? .distantPast) < ($1.settledAt ?? .distantPast)
      }), latest.state == .good, let at = latest.settledAt,
      now.timeIntervalSince(at) <= knownFor
    else { return nil }
    return LedgerVerdict(run: LedgerEarlierRun(latest.run), at: at, apiID: latest.apiID)
  }
}

extension LedgerEarlierRun {
  fileprivate init(_ run: LedgerRun) {
    self.init(code: run.code, file: run.file, startedAt: run.startedAt)
  }
}
