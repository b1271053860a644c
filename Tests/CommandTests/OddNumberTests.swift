import Foundation
import Testing

extension Promises {
  /// No number ends the process by a trap.
  @Suite struct OddNumberTests {
    private static let odd = [
      "-1", "0", "1e400", "nan", "inf", "0x10", "٣", "", " 5", "1,000", "1.2.3",
      "99999999999999999999", "9223372036854775807", "9223372036854775808", "1e-308", "5d5",
    ]
    private static let numeric = [
      "--wait", "--timeout", "--rate", "--concurrency", "--batch-size", "--batch-bytes",
      "--max-errors", "--service", "--merchant-id",
    ]

    @Test("An option that makes no sense of one is 64 or takes it", arguments: numeric)
    func option(_ option: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(2, seed: 5)).text, to: "payees.csv")
      for number in Self.odd + ["99999999999999999999d", "0.0000001s", "1e30d", "1e400%", "nan%"] {
        let end = try await desk.command(
          ["run", "payees.csv", "--simulate", "--no-input", "-o", "out", "\(option)=\(number)"]
            + (option == "--wait" ? [] : ["--no-wait"]))
        #expect(!end.wasKilled, "\(number): \(end.errors)")
        #expect([0, 1, 2, 64].contains(end.code), "\(number): \(end.code) \(end.errors)")
        if end.code == 64 { #expect(end.errors.contains(option), "\(number): \(end.errors)") }
        if desk.folder.exists("out") { try desk.folder.remove("out") }
      }
    }

    @Test("A decimal comma is understood", arguments: ["1,5", "0,125", "50,25"])
    func comma(rate: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(1, seed: 5)).text, to: "payees.csv")
      let end = try await desk.command(
        ["run", "payees.csv", "--simulate", "--no-wait", "--rate", rate])
      #expect(end.code == 2 || end.code == 0, "\(end.errors)")
    }

    @Test(
      "A sign that may group thousands is refused: 1.000 is a thousand to some and one to others",
      arguments: ["--rate", "--wait", "--timeout"])
    func grouped(option: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(1, seed: 5)).text, to: "payees.csv")
      for number in ["1.000", "1,000", "2.500", "20.000"] {
        let end = try await desk.command(
          ["run", "payees.csv", "--simulate", "--no-input", "\(option)=\(number)"])
        #expect(end.code == 64 && end.errors.contains(option), "\(number): \(end.errors)")
      }
    }

    @Test("A finished run refuses what is no format, too, and the simulator what is no address")
    func finished() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(1, seed: 5)).text, to: "payees.csv")
      #expect(try await desk.command(["run", "payees.csv", "--simulate", "--no-wait"]).code <= 2)
      for command in ["resume", "export"] {
        let end = try await desk.command(
          [command, "payees.qualifica", "--output-format", "pdf", "--lang", "en"])
        #expect(end.code == 64 && end.errors.contains("--output-format: 'pdf' is not"))
      }
      for addresses in ["1.5", "127.0.0.1,,::1", "localhost"] {
        let end = try await desk.command(
          ["simulator", "--port", "0", "--allowed-ips", addresses])
        #expect(end.code == 64 && end.errors.contains("--allowed-ips"), "\(end.errors)")
      }
    }

    @Test("What belongs to a shared journal is refused without one", arguments: ["5s", "nan"])
    func lease(text: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(1, seed: 5)).text, to: "payees.csv")
      let run = ["run", "payees.csv", "--simulate", "--no-input"]
      for options in [["--lease", text], ["--accept-lost-commits"]] {
        let end = try await desk.command(run + options)
        #expect(end.code == 64 && end.errors.contains(options[0]), "\(end.errors)")
      }
    }

    @Test("A name that is given two values is 64, and a long one is cut in the message")
    func twice() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(1, seed: 5)).text, to: "payees.csv")
      let long = String(repeating: "x", count: 5_000)
      for options in [
        ["--profile", "fixed-width", "--set", "a=1", "--set", "a=2"], ["--map", long],
        ["--profile", "fixed-width", "--set", long], ["--map", "\(long)=A", "--map", "\(long)=B"],
      ] {
        let end = try await desk.command(["check", "payees.csv", "--lang", "en"] + options)
        #expect(end.code == 64 && end.errors.count < 400, "\(end.errors.prefix(600))")
        #expect(end.errors.contains(options.contains("--map") ? "--map" : "--set"))
      }
    }

    @Test(
      "An argument that is empty is 64 with a sentence, whatever it stands for",
      arguments: [
        ["check", ""], ["check", "payees.csv", "-o", ""], ["check", "payees.csv", "--ledger="],
        ["check", "payees.csv", "--sheet", ""], ["run", "payees.csv", "--token-file", ""],
        ["export", "payees.qualifica", "--input", ""], ["status", ""],
        ["simulator", "--token", ""],
        ["simulator", "--allowed-ips="], ["fetch", "charges", "-o", ""], ["profiles", ""],
        ["check", "payees.csv", "--log-file", ""],
        ["run", "payees.csv", "--retired-token-file", ""],
      ])
    func empty(arguments: [String]) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(1, seed: 5)).text, to: "payees.csv")
      let end = try await desk.command(
        arguments, environment: ["LC_ALL": "pt_BR.UTF-8", "LANG": "pt_BR.UTF-8"])
      #expect(end.code == 64 && end.errors.contains("Informe um valor"), "\(end.errors)")
      let option = arguments.last { $0.hasPrefix("-") }?.split(separator: "=")[0]
      #expect(end.errors.contains(option ?? "Um argumento"), "\(end.errors)")
    }

    @Test(
      "The number of a column that is none is 64",
      arguments: ["0", "-1", "-9223372036854775808", "9223372036854775807", "99"])
    func column(number: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(2, seed: 5)).text, to: "payees.csv")
      for command in ["check", "inspect"] {
        let end = try await desk.command([command, "payees.csv", "--map", "name=\(number)"])
        #expect(!end.wasKilled && (end.code == 64 || command == "inspect"), "\(end.errors)")
      }
    }

    @Test(
      "So are a port and a rate of the simulator",
      arguments: ["--port", "--enforce-rate"])
    func simulator(option: String) async throws {
      for number in ["-1", "65536000", "9223372036854775807", "99999999999999999999", "x"] {
        let end = try await Desk().command(["simulator", "\(option)=\(number)"])
        #expect(end.code == 64 && !end.wasKilled, "\(number): \(end.errors)")
      }
    }

    private static let plans = [
      #""at": [9e99]"#, #""at": [1e400]"#, #""delay_ms": 1e30"#, #""delay_ms": 9e18"#,
      #""delay_ms": "5""#, #""from": "3""#, #""from": null"#, #""megabytes": 9e18"#,
      #""every": 9e18"#, #""retry_after": "date+9223372036854775807""#,
      #""retry_after": "2\r\nX: y""#, #""probability": "1""#, #""status": 99"#,
    ]

    @Test("So is a fault plan that holds one", arguments: plans)
    func plan(_ member: String) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(2, seed: 5)).text, to: "payees.csv")
      try desk.folder.write(
        #"{"rules": [{"on": "post", "kind": "late", \#(member)}]}"#, to: "plan.json")
      try desk.folder.write(#"{"seed": 1e30, "rules": []}"#, to: "seed.json")
      for file in ["plan.json", "seed.json", "99999999999999999999"] {
        let end = try await desk.command(
          ["run", "payees.csv", "--simulate", "--faults", file, "--lang", "en"])
        #expect(end.code == 64 && !end.wasKilled, "\(end.code) \(end.errors)")
        #expect(end.errors.contains("--faults"), "\(end.errors)")
      }
    }
  }
}
