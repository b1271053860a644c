import Dispatch
import Foundation
import BulkEngine
import Spreadsheets
import Synchronization

/// Signals: the first SIGINT, SIGTERM or SIGHUP stops politely, a second SIGINT or SIGTERM leaves at
/// once.
///
/// Leaving at once is safe too: what was announced is in the journal and is looked up later. A
/// terminal that closes sends SIGHUP more than once, so that one never counts as the second.
final class Interruption: Sendable {
  static let shared = Interruption()

  /// What the first signal finds under way.
  enum Activity: Sendable {
    /// Nothing that must be brought to its end.
    case reading
    /// A question waits for its answer.
    case asking
    /// Requests may be in flight.
    case sending
    /// The files of a run are written; that is always finished.
    case writing
  }

  private struct State {
    var received: Int32?
    var stop: (@Sendable () -> Void)?
    var activity = Activity.reading
    var describe: (@Sendable () -> String)?
  }

  private static let state = Mutex(State())
  private let queue = DispatchQueue(label: "signals")
  /// What is said does not keep the next signal waiting when it is not read.
  private let speech = DispatchQueue(label: "signals.speech")

  /// Each would end the process at once; SIGQUIT and SIGXCPU would leave a core file, too. SIGALRM is
  /// what some ways to limit a command's time send.
  private static let polite = [
    SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGALRM, SIGVTALRM, SIGPWR,
  ]
  private static let questions = [SIGUSR1, SIGUSR2]

  /// Takes the signals over for the life of the process, before anything is begun: until then each ends
  /// it, and none is lost.
  ///
  /// A SIGHUP that is ignored stays so: that is what nohup is for.
  private init() {
    // Dispatch does not block SIGPROF on its own threads and sends it round in circles there.
    signal(SIGPROF) { _ in _ = kill(getpid(), SIGTERM) }
    let taken = DispatchGroup()
    for number in Self.polite + Self.questions {
      if number == SIGHUP, Self.isIgnored(SIGHUP) { continue }
      taken.enter()
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      // The handler keeps its source alive, for as long as the process.
      source.setEventHandler { withExtendedLifetime(source) { self.receive(number) } }
      source.setRegistrationHandler { taken.leave() }
      source.resume()
    }
    _ = taken.wait(timeout: .now() + .seconds(1))
  }

  /// Lets no question end the process before there is somebody to answer it.
  static func ignoreQuestions() {
    for number in questions { signal(number, SIG_IGN) }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    return unsafe action.__sigaction_handler.sa_handler.map {
      unsafe unsafeBitCast($0, to: Int.self)
    } == 1
  }

  /// The exit status when a signal came; takes no signal over, which needs threads.
  static var status: ExitStatus? {
    state.withLock { $0.received }.map { $0 == SIGINT ? .interrupted : .terminated }
  }

  /// The exit status when a signal came.
  var status: ExitStatus? { Self.status }

  /// Whether the error says that the work was cancelled by a signal.
  func explains(_ error: any Error) -> Bool {
    guard status != nil else { return false }
    switch error as? JournalError {
    // The journal has no name of its own for work that was cancelled.
    case .other: return true
    // A server that does not answer is not waited for then.
    case .unreachable, .notConfirmed: return true
    default: break
    }
    if case SpreadsheetError.readFailed(_, ECANCELED) = error { return true }
    return error is CancellationError
  }

  /// Says what the first signal would find under way from now on.
  ///
  /// - Returns: what it would have found before.
  @discardableResult
  func begin(_ activity: Activity) -> Activity {
    Self.state.withLock { state in
      defer { state.activity = activity }
      return state.activity
    }
  }

  /// Gives what is said of the run's state when SIGUSR1 asks for it.
  func describe(_ text: @escaping @Sendable () -> String) {
    Self.state.withLock { $0.describe = text }
  }

  /// Runs `work` in a task that the first signal cancels.
  func cancelling<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task { try await work() }
    let isLate = Self.state.withLock { state in
      state.stop = { task.cancel() }
      return state.received != nil
    }
    if isLate { task.cancel() }
    return try await task.value
  }

  private func receive(_ number: Int32) {
    guard !Self.questions.contains(number) else {
      return say(Self.state.withLock { $0.describe }.map { $0() } ?? Self.busy)
    }
    let (isSecond, stop, activity) = Self.state.withLock { state in
      defer { state.received = state.received ?? number }
      return (state.received != nil, state.stop, state.activity)
    }
    guard isSecond else {
      // Said first: what stops at once would end the process before it is.
      say(Self.acknowledgement(activity))
      stop?()
      return leaveWhenStuck()
    }
    if number == SIGINT || number == SIGTERM { _exit(number == SIGINT ? 130 : 143) }
  }

  /// Ends the process where nothing must be brought to its end and it still does not end: a database that
  /// another process holds, a pipe that nobody fills.
  private func leaveWhenStuck() {
    queue.asyncAfter(deadline: .now() + Self.patience) { [self] in
      guard let status, [.reading, .asking].contains(Self.state.withLock({ $0.activity })) else {
        return leaveWhenStuck()
      }
      say(Failure(Interrupted(status: status)).text(.current))
      _exit(status.rawValue)
    }
  }

  /// What is checked and planned stops by itself long before.
  private static let patience = DispatchTimeInterval.seconds(3)

  private static func acknowledgement(_ activity: Activity) -> String {
    let language = Language.current
    return switch activity {
    case .reading, .asking:
      language.pick(
        "Stopping … Ctrl-C again leaves at once.", "Parando … Ctrl-C de novo sai na hora.")
    case .sending:
      language.pick(
        "Stopping: what is in flight is finished and saved. Ctrl-C again leaves at once.",
        "Parando: o que está em andamento termina e fica salvo. Ctrl-C de novo sai na hora.")
    case .writing:
      language.pick(
        "Stopping: the files are being finished. Ctrl-C again leaves at once.",
        "Parando: os arquivos estão sendo concluídos. Ctrl-C de novo sai na hora.")
    }
  }

  private static var busy: String { Language.current.pick("At work …", "Trabalhando …") }

  private func say(_ text: String) {
    let said = DispatchGroup()
    let isAsking = Self.state.withLock { $0.activity } == .asking
    speech.async(group: said) {
      // Behind a question its line is ended; a drawn line is removed.
      if isAsking, Terminal.errorIsTerminal { Terminal.say("") }
      if !isAsking, Terminal.errorIsTerminal, !Terminal.isDumb { Terminal.draw("\r\u{1B}[2K") }
      Terminal.say(text)
    }
    _ = said.wait(timeout: .now() + 0.2)
  }
}

/// A signal ended the command before it had anything in flight.
struct Interrupted: CommandError {
  var status: ExitStatus
  /// The command that goes on.
  var next: String?

  var explanation: Explanation {
    guard let next else {
      return Explanation(
        Bilingual(
          "Interrupted; what was there before is as it was.",
          "Interrompido; o que já existia ficou como estava."),
        next: Bilingual(
          "Give the same command again.",
          "Execute o mesmo comando de novo."))
    }
    return Explanation(
      Bilingual(
        "Interrupted; nothing was sent meanwhile.",
        "Interrompido; nada foi enviado nesse meio-tempo."),
      next: Bilingual(
        "Go on with: \(next)",
        "Continue com: \(next)"))
  }
}
