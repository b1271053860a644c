import BulkEngine
import Foundation
import QualificaTestKit
import Simulator
import Testing

@testable import qualifica

extension Promises {
  /// What an operator follows a run by: `--log-file`, `--metrics-file`, figures in `summary.json`.
  @Suite("Log and figures (Monitor)") struct FiguresTests {
    private static let people = Payee.people(6, seed: 641)

    private static func figures(_ desk: Desk, _ run: String) throws -> [String: Any] {
      try #require(try desk.summary(run)["figures"] as? [String: Any])
    }

    private static func schemaProblems(_ desk: Desk, _ run: String) throws -> [String] {
      let text = try desk.folder.bytes(of: "\(run)/summary.json")
      let object = try Desk.object(text)["figures"] ?? [:]
      let json = try JSONSerialization.data(withJSONObject: object)
      return try SchemaSubset(named: "figures").problems(in: Array(json))
    }

    /// One POST is answered with 429 first.
    private static func withThrottling(
      _ body: @escaping @Sendable (Desk) async throws -> Void
    ) async throws {
      try await Desk.withSimulator(
        {
          $0.faults = FaultPlan(rules: [
            FaultRule(.post, Fault(.throttle, retryAfter: "1"), at: [1])
          ])
        }, body)
    }

    @Test(
      "The metrics file is OpenMetrics, agrees with the summary, and is readable for collectors")
    func metrics() async throws {
      try await Self.withThrottling { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        let end = try await desk.run("payees.csv", "--metrics-file", "q.prom")
        #expect(end.code == 0, "\(end.errors)")
        let text = try desk.folder.text(of: "q.prom")
        let metrics = MetricsText(text)
        #expect(metrics.problems == [], "\(text)")
        #expect(try desk.folder.mode(of: "q.prom") == 0o644)
        let summary = try desk.summary("payees.qualifica")
        let requests = try #require(
          try Self.figures(desk, "payees.qualifica")["requests"] as? [String: Any])
        #expect(metrics.value("qualifica_records", ["status": "valid"]) == 6)
        #expect(metrics.value("qualifica_exit_code") == 0)
        #expect(metrics.value("qualifica_active") == 0)
        #expect(metrics.value("qualifica_run_info", ["run": summary["run"] as? String ?? ""]) == 1)
        #expect(metrics.value("qualifica_throttled_requests_total") == 1)
        #expect(metrics.value("qualifica_pauses_total", ["reason": "api_asked"]) == 1)
        #expect(
          metrics.value("qualifica_requests_total", ["method": "POST", "outcome": "429"]) == 1)
        #expect(metrics.sum("qualifica_requests_total") == requests["sent"] as? Double)
        let counted = try await desk.statistics()
        #expect(metrics.sum("qualifica_requests_total") == Double(counted.posts + counted.gets))
        #expect(
          metrics.value("qualifica_request_duration_seconds_count")
            == metrics.sum("qualifica_requests_total"))
        for word in Self.people.flatMap({ [$0.name, $0.document, $0.account] }) + [Desk.token] {
          #expect(!text.contains(word))
        }
      }
    }

    @Test("Latencies, 429s and waits of all processes of a run stand in its summary")
    func acrossResumes() async throws {
      try await Self.withThrottling { desk in
        try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv", "--no-wait").code == 2)
        let first = try Self.figures(desk, "payees.qualifica")
        #expect(try Self.schemaProblems(desk, "payees.qualifica") == [])
        #expect(first["processes"] as? Int == 1)
        #expect(try await desk.resume("payees.qualifica").code == 0)
        let second = try Self.figures(desk, "payees.qualifica")
        #expect(try Self.schemaProblems(desk, "payees.qualifica") == [])
        #expect(second["processes"] as? Int == 2)
        let (before, after) = (
          try #require(first["requests"] as? [String: Any]),
          try #require(second["requests"] as? [String: Any])
        )
        let counted = try await desk.statistics()
        #expect(after["sent"] as? Int == counted.posts + counted.gets)
        #expect(after["sent"] as? Int ?? 0 > before["sent"] as? Int ?? 0)
        #expect(after["throttled"] as? Int == 1)
        #expect(after["pause_seconds"] as? Double ?? 0 > 0.5)
        let latency = try #require(after["latency_ms"] as? [String: Double])
        #expect(latency["p50"] ?? 0 > 0 && latency["p50"] ?? 0 <= latency["p99"] ?? 0)
        #expect(latency["p99"] ?? 0 <= latency["max"] ?? 0)
        // To write the files again is no work of the run.
        #expect(try await desk.command(["export", "payees.qualifica"]).code == 0)
        let again = try Self.figures(desk, "payees.qualifica")
        #expect(again["processes"] as? Int == 2)
        #expect((again["requests"] as? [String: Any])?["sent"] as? Int == after["sent"] as? Int)
      }
    }

    @Test(
      "The log is JSON lines that hold no person and no key, is private, and grows from run to run")
    func log() async throws {
      try await Self.withThrottling { desk in
        let people = Self.people + [Payee.people(7, seed: 642)[6].withWrongDocument()]
        try desk.folder.write(Payroll(people).text, to: "payees.csv")
        #expect(try await desk.run("payees.csv", "--log-file", "q.log", "--no-wait").code == 2)
        #expect(try await desk.resume("payees.qualifica", "--log-file", "q.log").code == 1)
        let text = try desk.folder.text(of: "q.log")
        #expect(try desk.folder.mode(of: "q.log") == 0o600)
        let schema = try SchemaSubset(named: "log")
        var events: [String: Int] = [:]
        for line in text.split(separator: "\n") {
          #expect(try schema.problems(in: Array(line.utf8)) == [], "\(line)")
          let object = try Desk.object(Data(line.utf8))
          events[object["event"] as? String ?? "", default: 0] += 1
        }
        for (event, count) in ["begin": 2, "end": 2, "run": 2, "plan": 1, "pause": 1] {
          #expect(events[event] == count, "\(event): \(events)")
        }
        let counted = try await desk.statistics()
        #expect(events["request"] == counted.posts + counted.gets)
        #expect(text.contains("\"status\":429") && text.contains("\"level\":\"warning\""))
        for payee in people {
          for word in [payee.name, payee.document, payee.account, payee.code] {
            #expect(!text.contains(word), "\(word)")
          }
        }
        #expect(!text.contains(Desk.token))
      }
    }

    @Test("A failure ends log and figures with its code and its sentence")
    func failure() async throws {
      let desk = try Desk()
      try desk.folder.write("a;b\n1;2\n", to: "payees.csv")
      let end = try await desk.command(
        ["check", "payees.csv"],
        environment: ["QUALIFICA_LOG_FILE": "q.log", "QUALIFICA_METRICS_FILE": "q.prom"])
      #expect(end.code == 65, "\(end.errors)")
      let metrics = MetricsText(try desk.folder.text(of: "q.prom"))
      #expect(metrics.problems == [])
      #expect(metrics.value("qualifica_exit_code", ["sheet": "payees"]) == 65)
      let last = try #require(try desk.folder.text(of: "q.log").split(separator: "\n").last)
      #expect(last.contains("\"event\":\"end\",\"exit_code\":65"), "\(last)")
    }

    @Test(
      "The log is added to a log only, not to a sheet of JSON lines, a configuration or a summary",
      arguments: [
        #"{"name":"Ana Prado","document":"52998224725"}"# + "\n", #"{ "rate": 5 }"# + "\n",
        #"{"format":"qualifica-summary/1"}"# + "\n", "[", "{",
      ])
    func otherObjects(_ text: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Self.people).text, to: "payees.csv")
      try desk.folder.write(text, to: "other.json")
      let end = try await desk.command(["check", "payees.csv", "--log-file", "other.json"])
      #expect(end.code == 73, "\(end.errors)")
      #expect(try desk.folder.text(of: "other.json") == text)
    }

    @Test(
      "Neither file takes the place of a sheet, a folder or a link, and nothing is sent then",
      arguments: ["--log-file", "--metrics-file"])
    func strangers(_ option: String) async throws {
      let desk = try Desk()
      let text = Payroll(Self.people).text
      try desk.folder.write(text, to: "payees.csv")
      try FileManager.default.createDirectory(
        atPath: desk.folder.path("folder"), withIntermediateDirectories: false)
      try FileManager.default.createSymbolicLink(
        atPath: desk.folder.path("link"), withDestinationPath: "elsewhere")
      for name in ["payees.csv", "folder", "link", "no/such"] {
        let end = try await desk.command(["run", "payees.csv", "--simulate", option, name])
        #expect(end.code == 73, "\(name): \(end.errors)")
        #expect(!end.errors.contains("WARNING"), "\(end.errors)")
        #expect(!desk.folder.exists("payees.qualifica"))
      }
      #expect(try desk.folder.text(of: "payees.csv") == text)
      #expect(!desk.folder.exists("elsewhere"))
    }
  }
}

/// Latencies in bounded memory.
@Suite struct LatencyHistogramTests {
  @Test(
    "Buckets have two digits, and a value belongs to the first edge that is not below it",
    arguments: [
      (1, 1), (99, 99), (100, 100), (101, 110), (110, 110), (990, 990), (991, 1_000), (995, 1_000),
      (12_345, 13_000), (1_000_001, 1_100_000),
    ])
  func edges(_ value: Int, _ edge: Int) {
    #expect(LatencyHistogram.edge(above: value) == edge)
  }

  @Test("Percentiles are never too small and at most a tenth too large")
  func percentiles() throws {
    var histogram = LatencyHistogram()
    #expect(histogram.percentileInMilliseconds(50) == nil)
    for milliseconds in 1...1_000 { histogram.add(.milliseconds(milliseconds)) }
    for percent in [1.0, 50, 90, 95, 99, 100] {
      let found = try #require(histogram.percentileInMilliseconds(percent))
      #expect(found >= percent * 10 && found <= percent * 11, "\(percent): \(found)")
    }
    #expect(histogram.greatestMilliseconds == 1_000)
    #expect(histogram.count(upTo: 500_000) == 500)
    #expect(histogram.count(upTo: 250_000) == 250)
  }

  @Test("Any number of any latencies takes no more than a few hundred buckets, in the journal too")
  func bounded() throws {
    var histogram = LatencyHistogram()
    var generator = SeededGenerator(seed: 643)
    for _ in 0..<50_000 {
      histogram.add(.microseconds(Int64(exp(Double.random(in: 0...25, using: &generator)))))
    }
    let json = try JSONEncoder().encode(histogram)
    #expect(json.count < 20_000, "\(json.count)")
    #expect(try JSONDecoder().decode(LatencyHistogram.self, from: json) == histogram)
    var sum = histogram
    sum.add(histogram)
    #expect(
      sum.count == 100_000
        && sum.percentileInMilliseconds(50) == histogram.percentileInMilliseconds(50))
  }

  @Test("Pauses that overlap count once, and only as far as they have passed")
  func pauses() throws {
    let meter = RequestMeter()
    meter.paused(.init(start: .seconds(10), end: .seconds(14), reason: .asked))
    meter.paused(.init(start: .seconds(12), end: .seconds(16), reason: .asked))
    meter.paused(.init(start: .seconds(13), end: .seconds(15), reason: .failures))
    meter.paused(.init(start: .seconds(20), end: .seconds(30), reason: .failures))
    let figures = meter.figures(at: .seconds(22))
    #expect(figures.pauses["api_asked"] == .init(count: 1, seconds: 6))
    #expect(figures.pauses["failures"] == .init(count: 1, seconds: 2))
  }

  @Test("Nothing of a request's path that may name a record is logged")
  func paths() {
    #expect(LogLine.plain("/v1/payout/data-qualification") == "/v1/payout/data-qualification")
    #expect(LogLine.plain("/v1/payout/31045533354/x") == "/v1/payout/*/x")
    #expect(LogLine.plain("/v1/payout/Ana%20Souza") == "/v1/payout/*")
  }
}
