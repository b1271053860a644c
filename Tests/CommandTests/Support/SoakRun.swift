import Foundation

/// One seeded run with faults, kills and resumes, beside an undisturbed one of the same file.
struct SoakRun {
  let seed: UInt64
  /// Requests per second asked for.
  let rate: Int
  private let people: [Payee]
  private let options: [String]
  private let kills: Int
  private let lives: [Life]

  /// How long a process lives, and what ends it.
  private struct Life {
    var milliseconds: UInt64
    var signal: Int32
  }

  init(seed: UInt64, largest: Int) {
    self.seed = seed
    var dice = Dice(seed: seed &* 0x9e37_79b9 &+ 17)
    people = Self.people(30 + Int(dice.next() % UInt64(max(1, largest - 30))), &dice)
    rate = [30, 60][Int(dice.next() % 2)]
    let money = dice.next() % 3 == 0
    options =
      ["--service", money ? "4" : "1", "--batch-size", dice.pick(["3", "7", "10", "20"])]
      + ["--concurrency", dice.pick(["1", "4", "8"])]
    kills = Int(dice.next() % 4)
    lives = (0..<3).map { _ in
      Life(
        milliseconds: 20 + dice.next() % (dice.next() % 2 == 0 ? 400 : 3000),
        signal: dice.next() % 4 == 0 ? SIGTERM : SIGKILL)
    }
  }

  private static let outcomes: [TestOutcome] = [
    .invalid, .notVerifiable, .undocumentedStatus, .refused,
  ]

  /// Some with every outcome that a payee can have by itself, one that is never sent.
  private static func people(_ count: Int, _ dice: inout Dice) -> [Payee] {
    Payee.people(count, seed: dice.next() % 1_000_000).enumerated().map { number, payee in
      switch number {
      case 3: payee.withWrongDocument()
      case _ where number % 11 == 5: payee.ending(outcomes[number % 4])
      default: payee
      }
    }
  }

  // MARK: Running

  struct Outcome {
    var code: Int
    /// The files without what no two runs share.
    var files: [String: [[String]]]
    var statistics: SimulatorStatistics
    var processes: Int
    var lastWords: String
  }

  func undisturbed() async throws -> Outcome {
    try await outcome(faults: [], kills: 0)
  }

  func disturbed() async throws -> Outcome {
    try await outcome(faults: ["--faults", faults], kills: kills)
  }

  /// What a client that sends blindly does at the same simulator.
  func blindly() async throws -> SimulatorStatistics {
    let home = try TemporaryFolder()
    try home.write(Self.harshPlan(seed), to: "plan.json")
    let plan = ["--faults", "plan.json"] + simulator
    return try await SimulatorProcess.withRunning(plan, home: home) { simulator in
      try await BlindClient(port: simulator.port, token: Desk.token)
        .send(Array(people.prefix(20)), batchSize: 10)
      return try await Desk(port: simulator.port).statistics()
    }
  }

  /// Half of the runs rehearse as finance teams do, the others have a worse day.
  private var faults: String { seed % 2 == 0 ? String(seed) : "plan.json" }

  private var simulator: [String] { ["--no-uniqueness", "--token", Desk.token] }

  private var pace: [String] {
    ["--rate", "\(rate)", "--timeout", "1s", "--wait", "20s", "--yes", "--lang", "en"]
  }

  private func outcome(faults: [String], kills: Int) async throws -> Outcome {
    let home = try TemporaryFolder()
    try home.write(Self.harshPlan(seed), to: "plan.json")
    return try await SimulatorProcess.withRunning(faults + simulator, home: home) { simulator in
      let desk = try Desk(port: simulator.port)
      try desk.folder.write(Payroll(people).text, to: "payees.csv")
      var processes = 0
      for life in lives.prefix(kills) {
        try await cutShort(desk, life)
        processes += 1
      }
      var end = try await desk.command(first(desk))
      processes += 1
      while !(0...1).contains(end.code), ![64, 65, 70].contains(end.code), processes < 25 {
        end = try await desk.command(["resume", "payees.qualifica"] + pace)
        processes += 1
      }
      return Outcome(
        code: end.code, files: try Self.files(desk), statistics: try await desk.statistics(),
        processes: processes, lastWords: end.errors)
    }
  }

  private func first(_ desk: Desk) -> [String] { desk.runArguments("payees.csv", options + pace) }

  private func cutShort(_ desk: Desk, _ life: Life) async throws {
    let running = try desk.start(first(desk))
    try await Task.sleep(for: .milliseconds(life.milliseconds))
    running.signal(life.signal)
    _ = await running.end()
  }

  private static func files(_ desk: Desk) throws -> [String: [[String]]] {
    let names = ["results.csv", "valid.csv", "fix.csv", "findings.csv", "pending.csv"]
    let present = names.filter { desk.folder.exists("payees.qualifica/\($0)") }
    return try Dictionary(
      uniqueKeysWithValues: present.map {
        ($0, try desk.table("payees.qualifica/\($0)").without(CSVTable.volatile))
      })
  }

  // MARK: Faults

  /// Every kind of fault that no record's end depends on, often. The first POST is stored and not
  /// answered; in the middle the token is refused once.
  static func harshPlan(_ seed: UInt64) -> String {
    let rules =
      [#"{"on":"post","kind":"drop_after_storing","at":[1]}"#]
      + [#"{"on":"post","kind":"token_refused","at":[\#(5 + seed % 7)]}"#]
      + submissions.map { rule("post", $0) } + reads.map { rule("get", $0) }
    return #"{"seed":\#(seed),"rules":[\#(rules.joined(separator: ","))]}"#
  }

  private static func rule(_ method: String, _ fault: (kind: String, rest: String)) -> String {
    #"{"on":"\#(method)","kind":"\#(fault.kind)",\#(fault.rest)}"#
  }

  private static let submissions: [(kind: String, rest: String)] = [
    ("drop_after_storing", #""probability":0.1"#), ("drop_before_storing", #""probability":0.05"#),
    ("error_after_storing", #""probability":0.05"#),
    ("error_after_storing", #""probability":0.04,"status":504"#),
    ("error_before_storing", #""probability":0.03,"status":408"#),
    ("throttle", #""probability":0.03,"retry_after":"1""#),
    ("throttle", #""probability":0.02,"status":503,"retry_after":"date+1""#),
    ("throttle", #""probability":0.02,"retry_after":"-5""#),
    ("throttle", #""probability":0.01,"retry_after":"soon""#),
    ("throttle", #""probability":0.02,"status":503"#),
    ("late", #""probability":0.05,"delay_ms":1400"#), ("truncated", #""probability":0.05"#),
    ("html", #""probability":0.03"#), ("html", #""probability":0.02,"status":502"#),
    ("endless", #""probability":0.01,"megabytes":12"#),
    ("partial_on_error_status", #""probability":0.05,"status":400"#),
    ("partial_on_error_status", #""probability":0.05,"status":207"#),
    ("two_lists", #""probability":0.05,"every":3"#), ("lying_lines", #""probability":0.05"#),
    ("list_lag", #""probability":0.1,"delay_ms":1200"#),
    ("payload_too_large", #""probability":0.03,"records":2"#),
  ]

  private static let reads: [(kind: String, rest: String)] = [
    ("drop_before_storing", #""probability":0.03"#),
    ("error_before_storing", #""probability":0.04"#),
    ("error_before_storing", #""probability":0.02,"status":404"#),
    ("throttle", #""probability":0.02,"retry_after":"1""#),
    ("html", #""probability":0.02"#), ("truncated", #""probability":0.02"#),
    ("late", #""probability":0.02,"delay_ms":1400"#),
    ("filter_ignored", #""probability":0.04"#),
  ]
}
