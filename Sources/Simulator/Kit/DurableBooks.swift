import Synchronization

/// The books of an API in memory and the file behind them.
///
/// A write is judged against the books, becomes events, and each event changes the books and is written to the
/// file; read back in their order they give the same books again.
final class DurableBooks<Content: Books>: Sendable {
  private let kit: SimulatorKit
  private let callbacks: CallbackQueue
  private let state: Mutex<State>

  private struct State: Sendable {
    var content: Content
    let file: StoreFile?

    func persist(_ events: [Content.Event]) -> Bool {
      guard let file else { return true }
      do throws(SimulatorError) {
        for event in events { try file.append(event.line(at: content.now)) }
        return true
      } catch {
        return false
      }
    }
  }

  /// Takes up what the store file holds.
  ///
  /// - Parameter callbacks: receives those that changes bring about.
  /// - Throws: ``SimulatorError`` when the store file cannot be used.
  init(kit: SimulatorKit, callbacks: CallbackQueue) throws(SimulatorError) {
    var content = Content(settings: kit.settings)
    let file = try kit.settings.storeFile.map { (path) throws(SimulatorError) in
      try StoreFile(path: path)
    }
    try file?.load(mark: Content.Event.mark) { (line) throws(JSONReadingError) in
      let (event, moment) = try Content.Event.read(line)
      content.advance(to: moment)
      content.apply(event, token: nil)
    }
    content.advance(to: kit.now())
    for entry in content.takeNewCallbacks() where entry.due >= content.now {
      callbacks.insert(entry)
    }
    self.kit = kit
    self.callbacks = callbacks
    state = Mutex(State(content: content, file: file))
  }

  /// Looks into the books as of now.
  func look<Value: Sendable>(_ body: (Content) -> Value) -> Value {
    let (value, entries) = state.withLock { state in
      state.content.advance(to: kit.now())
      return (body(state.content), state.content.takeNewCallbacks())
    }
    for entry in entries { callbacks.insert(entry) }
    return value
  }

  /// Judges a write, carries it out, and answers.
  ///
  /// - Parameters:
  ///   - token: signs the callbacks that follow.
  ///   - lag: for how many milliseconds reads do not show what was stored.
  ///   - judge: the events a write comes to.
  ///   - reply: receives the books and the id of what the last event stored or changed.
  func change(
    token: String? = nil, lag: Int64? = nil,
    _ judge: (Content) throws(Refusal) -> [Content.Event],
    reply: (Content, Content.Event.ID) -> Reply
  ) -> Reply {
    let (answer, entries) = state.withLock { state -> (Result<Reply, Refusal>, [Entry]) in
      state.content.advance(to: kit.now())
      let answer: Result<Reply, Refusal>
      do throws(Refusal) {
        let events = try judge(state.content)
        let (kept, last) = Self.apply(events, token: token, to: &state.content)
        if let lag, let last { state.content.hide(last, forMilliseconds: lag) }
        let isKept = state.persist(kept)
        answer = .success(
          last.map { isKept ? reply(state.content, $0) : .serverError } ?? .serverError)
      } catch {
        answer = .failure(error)
      }
      return (answer, state.content.takeNewCallbacks())
    }
    for entry in entries { callbacks.insert(entry) }
    switch answer {
    case .success(let reply): return reply
    case .failure(let refusal):
      kit.statistics.withLock {
        if refusal.isRefused { $0.refusedRecordCount += 1 }
        if refusal.isRepetition { $0.repeatedCodeCount += 1 }
      }
      return refusal.reply
    }
  }

  private typealias Entry = CallbackQueue.Entry

  /// - Returns: the events as they were carried out, and the id of the last one.
  private static func apply(
    _ events: [Content.Event], token: String?, to content: inout Content
  ) -> (events: [Content.Event], last: Content.Event.ID?) {
    var applied: [Content.Event] = []
    var last: Content.Event.ID?
    for event in events {
      let event = last.map(event.following) ?? event
      last = content.apply(event, token: token)
      applied.append(event)
    }
    return (applied, last)
  }
}
