/// How a simulator behaves. The defaults are a friendly sandbox: loopback, any token, short waits.
package struct SimulatorSettings: Sendable {
  /// Address to listen on.
  package var host = "127.0.0.1"
  /// 0 lets the system choose; ``SimulatorServer/run(onListening:)`` reports which.
  package var port = 0
  /// The only token taken. Nil takes any that is not empty.
  package var token: String?
  /// Addresses that may call, compared as addresses. Nil lets everyone in.
  package var allowedIPs: [String]?
  /// Whether users, permissions and keys of the dashboard say who may call; then ``token`` and
  /// ``allowedIPs`` count for nothing.
  package var hasDashboard = false
  /// Keeps the records across restarts. Nil keeps them in memory only.
  package var storeFile: String?
  package var pace = Pace()
  /// Whether a stored `custom_code` is refused when it comes again. Off, it is stored again and
  /// counted as a double effect.
  package var uniqueness = true
  package var faults: FaultPlan?
  /// Records of a page when the caller does not say.
  package var recordsPerPage = 15
  /// Records of a page at most, whatever the caller says.
  package var maximumRecordsPerPage = 100
  /// Requests in any second beyond which 429 is answered; nil has no limit. One more than the rate
  /// is let through, since a client that keeps the rate exactly can show that many.
  package var requestsPerSecond: Int?
  /// Status of an answer with lists. The vendor documents none.
  package var partialOutcomeStatus = 200
  /// Of records that name no merchant.
  package var merchantID = 477
  /// How old something must be to be canceled; nil keeps the vendor's times.
  package var cancellationAge: Duration?
  /// What the wallet holds before anything came in or went out.
  package var openingBalanceInCents = 100_000_000
  /// Whether answers that the vendor documents in two forms have the newer one.
  package var answersInNewerForm = false
  /// Whether what was not made here is taken for made before: a rehearsal with ids of the real API.
  package var presumesThings = false
  /// Whether what is presumed waits for its capture.
  package var presumesOnlyAuthorised = false
  /// Bytes of a POST at most; more is answered with 413.
  package var maximumBodyBytes = 64 << 20

  package init() {}
}

/// How long a record stays in each state before the next.
package struct Pace: Sendable, Equatable {
  /// Received, not yet in work.
  package var received: Duration
  /// In work.
  package var processing: Duration
  /// Awaiting balance, of an account that is funded in the end.
  package var awaitingBalance: Duration

  /// Until what was billed is paid by itself; nil means never.
  package var payment: Duration?
  /// From paid to credited, and of whatever else takes the vendor a while.
  package var settlement: Duration

  package init(
    received: Duration = .milliseconds(300), processing: Duration = .milliseconds(300),
    awaitingBalance: Duration = .milliseconds(600), payment: Duration? = .milliseconds(300),
    settlement: Duration = .milliseconds(300)
  ) {
    self.received = received
    self.processing = processing
    self.awaitingBalance = awaitingBalance
    self.payment = payment
    self.settlement = settlement
  }

  /// Every record has its final status at once.
  package static let immediate = Pace(
    received: .zero, processing: .zero, awaitingBalance: .zero, payment: .zero, settlement: .zero)
}
