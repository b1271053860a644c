import Foundation

/// Finds what the API has under codes: asked for one by one, or met in the list where that is
/// cheaper or all there is.
struct CodeSearch: Sendable {
  let context: EngineContext
  /// Records created before this are not looked for.
  let oldest: Date
  /// Codes that this run sent, see ``ListingProof``.
  let codesOfRun: CodeSpelling

  /// - Parameters:
  ///   - runStartedAt: when the run began that sent the codes; `nil` for codes of earlier runs, which
  ///     may be of any day and say nothing of this one.
  init(context: EngineContext, runStartedAt: Date?, codesOfRun: [String]) {
    self.context = context
    oldest = runStartedAt ?? .distantPast
    self.codesOfRun = CodeSpelling(codesOfRun)
  }

  /// From so many codes on, a page of the list is cheaper than a look-up each.
  static let sweepThreshold = 50

  /// What the API has under the code of each.
  ///
  /// - Parameter mostPages: of the list, which are read first where codes are many; 0 for none.
  /// - Throws: ``EngineStop``, `CancellationError`.
  func answers(
    to sought: [Sought], mostPages: Int
  ) async throws -> LookUpAnswers {
    guard mostPages > 0, sought.count >= Self.sweepThreshold else {
      return try await LookUps(context: context).answers(to: sought)
    }
    let (found, coverage) = try await sweep(
      for: Set(sought.map(\.customCode)), mostPages: mostPages)
    let missing = sought.filter { found[$0.customCode] == nil }
    // Not met in a list that was seen to its end counts as a look; the next ones ask by code.
    var answers = LookUpAnswers()
    if coverage.isComplete {
      for one in missing { answers[one.customCode] = .absent }
    } else {
      answers = try await LookUps(context: context).answers(to: missing)
    }
    for (code, record) in found { answers[code] = .found(record) }
    return answers
  }

  /// Adds what the whole list says of codes that a look-up said nothing of: only its end proves
  /// absence.
  ///
  /// - Throws: ``EngineStop``, `CancellationError`.
  func addingListed(
    to answers: LookUpAnswers, of codes: [String]
  ) async throws -> LookUpAnswers {
    let missing = codes.filter { answers[$0] == .unanswered }
    guard !missing.isEmpty else { return answers }
    let (found, coverage) = try await sweep(for: Set(missing), mostPages: .max)
    var answers = answers
    for code in missing {
      if let record = found[code] {
        answers[code] = .found(record)
      } else if coverage.isComplete {
        answers[code] = .absent
      }
    }
    return answers
  }

  private func sweep(
    for wanted: Set<String>, mostPages: Int
  ) async throws -> ([String: RemoteRecord], ListingSweep.Coverage) {
    var found: [String: RemoteRecord] = [:]
    let spelling = CodeSpelling(wanted)
    let sweep = ListingSweep(
      context: context, oldest: oldest,
      proof: ListingProof(
        runCode: context.runCode, startedAt: oldest, now: context.time.now(),
        codes: codesOfRun))
    let coverage = try await sweep.run(mostPages: mostPages) { records in
      for record in records {
        guard let code = spelling.ours(for: record.customCode) else { continue }
        let known = found[code].map { [$0] } ?? []
        found[code] = context.telling(known + [record], of: code)
      }
      return wanted.count - found.count
    }
    return (found, coverage)
  }
}
