import BulkEngine
import VendorHTTP

/// A question without an effect whose answer people are shown before they agree.
struct PlanPreview: Sendable {
  var request: Request
  /// What is told of the answer; nil where it says nothing.
  var sentence: @Sendable (Reply) -> Bilingual?
}

extension RunSession {
  /// Shows what the API says of the plan before anybody agrees to it. Without an answer nothing is shown:
  /// whether the API can be reached is told when the run begins to work.
  ///
  /// - Throws: errors of the input and of the journal.
  func showPreviews(_ connection: Connection) async throws {
    guard connection.token != nil, !run.isConsented, messages.mayShowPlan(isAsked: false) else {
      return
    }
    let previews = try await run.settings.own.previews(of: pass, journal)
    guard !previews.isEmpty else { return }
    let limiter = try await limiter(connection)
    let sentences = try? await connection.open { network -> [Bilingual] in
      var sentences: [Bilingual] = []
      for preview in previews {
        _ = try await limiter.enter(.question)
        guard let reply = try? await network.send(preview.request) else { break }
        if let sentence = preview.sentence(reply) { sentences.append(sentence) }
      }
      return sentences
    }
    for sentence in sentences ?? [] {
      messages.say("  \(sentence.english)", "  \(sentence.portuguese)")
    }
  }
}
