import BulkEngine
import VendorHTTP

/// A question without an effect whose answer people are shown before they agree.
struct PlanPreview: Sendable {
  var request: Request
  /// What is asked for, as the subject of a sentence: `dates by the API`.
  var subject: Bilingual
  /// What is told of the answer; nil where it says nothing.
  var sentence: @Sendable (Reply) -> Bilingual?

  /// Why nothing is shown.
  fileprivate func missing(_ reply: Reply?) -> Bilingual {
    let why =
      reply.map {
        (200..<300).contains($0.status)
          ? Bilingual("the answer cannot be read", "a resposta não pôde ser lida")
          : Bilingual(
            "it answered with status \($0.status)", "ela respondeu com status \($0.status)")
      } ?? Bilingual("it did not answer", "ela não respondeu")
    return Bilingual(
      "\(subject.english): not shown, \(why.english)",
      "\(subject.portuguese): não exibido, \(why.portuguese)")
  }
}

extension RunSession {
  /// Shows what the API says of the plan before anybody agrees to it.
  ///
  /// - Parameter isAsked: whether a person is about to be asked.
  /// - Throws: errors of the input and of the journal.
  func showPreviews(_ connection: Connection, isAsked: Bool) async throws {
    guard !run.isConsented, messages.mayShowPlan(isAsked: isAsked), let plan = run.plan,
      plan.planned > 0
    else { return }
    let previews = try await run.settings.own.previews(of: pass, plan, journal)
    guard !previews.isEmpty else { return }
    let sentences = try await asking(connection) { limiter in
      await PlanPreview.sentences(of: previews, connection, limiter)
    }
    messages.say(sentences.map { "  \($0.text(messages.language))" })
  }
}

extension PlanPreview {
  /// Asks one after the other; the first one without an answer is the last one.
  fileprivate static func sentences(
    of previews: [PlanPreview], _ connection: Connection, _ limiter: RateLimiter
  ) async -> [Bilingual] {
    // What goes wrong in a rehearsal is for the requests of the run.
    var connection = connection
    connection.rehearsal = nil
    let sentences = try? await connection.open { network -> [Bilingual] in
      var sentences: [Bilingual] = []
      for preview in previews {
        _ = try await limiter.enter(.question)
        let reply = try? await network.send(preview.request)
        let sentence = reply.flatMap(preview.sentence)
        sentences.append(sentence ?? preview.missing(reply))
        if sentence == nil { break }
      }
      return sentences
    }
    return sentences ?? [previews[0].missing(nil)]
  }
}
