import Foundation
import QualificaTestKit
import Testing

extension Promises {
  /// No setting is ignored: what does not exist or does not fit is told, with the nearest name.
  @Suite struct ConfigurationTests {
    private static func check(
      _ options: [String] = [], file: String? = nil, at path: String = "qualifica.json",
      environment: [String: String] = [:], command: String = "check"
    ) async throws -> CommandEnd {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(2, seed: 5)).text, to: "payees.csv")
      if let file {
        let folder = URL(fileURLWithPath: desk.folder.path(path)).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try desk.folder.write(file, to: path)
      }
      return try await desk.command(
        [command, "payees.csv", "--lang", "en"] + options, environment: environment)
    }

    @Test(
      "A name that does not exist is 78 with the nearest",
      arguments: [
        ("rates", "rate"), ("enviroment", "environment"), ("token_file", "token-file"),
        ("Rate", "rate"), ("max-error", "max-errors"), ("batch", "batch-size"),
        ("env", "environment"),
        ("merchant", "merchant-id"), ("batchSize", "batch-size"),
      ])
    func misspelled(name: String, nearest: String) async throws {
      for path in ["qualifica.json", ".config/qualifica/config.json"] {
        let end = try await Self.check(file: #"{"\#(name)": 2}"#, at: path)
        #expect(end.code == 78, "\(end.errors)")
        #expect(end.lastWords.contains(path) && end.lastWords.contains("\"\(name)\""))
        #expect(end.lastWords.contains("the nearest is \(nearest)"), "\(end.lastWords)")
      }
    }

    @Test(
      "So is a variable; its value is not repeated",
      arguments: [
        ("QUALIFICA_RATTE", "QUALIFICA_RATE"), ("QUALIFICA_TOKENS", "QUALIFICA_TOKEN"),
        ("QUALIFICA_TOKEN_FIL", "QUALIFICA_TOKEN_FILE"), ("QUALIFICA_rate", "QUALIFICA_RATE"),
        ("QUALIFICA_ENV", "QUALIFICA_ENVIRONMENT"),
      ])
    func misspelledVariable(name: String, nearest: String) async throws {
      let end = try await Self.check(environment: [name: "secret-39fa"])
      #expect(end.code == 78, "\(end.errors)")
      #expect(end.lastWords.contains("\(name) in the environment"))
      #expect(end.lastWords.contains("the nearest is \(nearest)"), "\(end.lastWords)")
      #expect(!end.errors.contains("secret-39fa"))
    }

    @Test(
      "A value that does not fit is 78, whichever command would use it",
      arguments: [
        #"{"rate": true}"#, #"{"rate": "fast"}"#, #"{"rate": [2]}"#, #"{"rate": null}"#,
        #"{"json": "sim"}"#, #"{"service": 6}"#, #"{"wait": "soon"}"#, #"{"output": 5}"#,
        #"{"concurrency": 2.5}"#, #"{"encoding": "ebcdic"}"#, #"{"lang": "fr"}"#,
        #"{"rate": 2, "rate": 3}"#, #"{"rate": 2, "r\u0061te": 3}"#, "[1]", "{", "", "\"rate\"",
        #"{"token": "abc"}"#, #"{"map": "name=Nome"}"#, #"{"ledger": ""}"#, #"{"sheet": ""}"#,
        #"{"profile_settings": 5}"#, #"{"profile_settings": {"a": [1]}}"#,
        #"{"profile_settings": {"payment_day": "1", "payment_day": "2"}}"#, #"{"rate": "1.000"}"#,
        #"{"service": 0.9999999999999999999999}"#, #"{"merchant-id": 9007199254740991.4}"#,
        #"{"rate": 2.0000000000000000000001}"#,
      ])
    func unfit(_ file: String) async throws {
      let end = try await Self.check(file: file)
      #expect(end.code == 78, "\(file): \(end.errors)")
      #expect(end.lastWords.contains("qualifica.json"), "\(end.lastWords)")
      let named = try await Self.check(environment: ["QUALIFICA_CONFIG": "nowhere.json"])
      #expect(named.code == 78)
    }

    @Test(
      "A file in UTF-16 or UTF-32 is refused: a key that is there twice would not be found",
      arguments: [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian, .utf32])
    func wide(encoding: String.Encoding) async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(2, seed: 5)).text, to: "payees.csv")
      let bytes = try #require(#"{"rate": 2, "rate": 3}"#.data(using: encoding))
      try bytes.write(to: URL(fileURLWithPath: desk.folder.path("qualifica.json")))
      let end = try await desk.command(["check", "payees.csv", "--lang", "en"])
      #expect(end.code == 78 && end.lastWords.contains("UTF-8"), "\(end.errors)")
    }

    @Test(
      "The sentence says what to give instead",
      arguments: [
        (#"{"rate": null}"#, "0.001 to 1000000000"), (#"{"digits": [1]}"#, "strict"),
        (#"{"sheet": 2}"#, "a text in quotes"), (#"{"json": 1}"#, "true or false"),
        (#"{"profile_settings": {"a": 0.5}}"#, "texts and whole numbers"),
        (#"{"profile_setting": {"a": "b"}}"#, "the nearest is profile_settings"),
        (#"{"batch-size": 99999999999999999999}"#, "1 to 100000"),
      ])
    func instead(file: String, words: String) async throws {
      let end = try await Self.check(file: file)
      #expect(end.code == 78 && end.lastWords.contains(words), "\(end.errors)")
    }

    @Test(
      "A number of JSON with three decimals groups no thousands, and is shown so that it is taken")
    func decimals() async throws {
      let desk = try Desk()
      try desk.folder.write(#"{"rate": 2.125, "wait": 1.5}"#, to: "qualifica.json")
      let end = try await desk.command(["config", "--json"])
      #expect(end.code == 0, "\(end.errors)")
      #expect(end.output.contains("2.1250"), "\(end.output)")
      let again = try await desk.command(
        ["config", "--json"], environment: ["QUALIFICA_RATE": "2.1250"])
      #expect(again.code == 0, "\(again.errors)")
    }

    @Test("A long name is cut in the message")
    func longName() async throws {
      let end = try await Self.check(file: #"{"\#(String(repeating: "k", count: 5_000))": 2}"#)
      #expect(end.code == 78 && end.errors.count < 400, "\(end.errors.count)")
    }

    @Test("Consent comes from neither: 78 with a sentence, by every command")
    func consent() async throws {
      for command in ["run", "check", "inspect"] {
        let ends = [
          try await Self.check(environment: ["QUALIFICA_YES": "1"], command: command),
          try await Self.check(file: #"{"yes": true}"#, command: command),
          try await Self.check(file: #"{"yes": false}"#, command: command),
        ]
        for end in ends {
          #expect(end.code == 78, "\(end.errors)")
          #expect(end.lastWords.contains("consent is the flag --yes or a typed yes"))
        }
      }
    }

    @Test("Values that fit are taken, a byte order mark and numbers as numbers or texts included")
    func taken() async throws {
      let file = "\u{FEFF}" + #"{"rate": 1.5, "concurrency": "3", "wait": "1,5h", "quiet": true}"#
      let end = try await Self.check(file: file)
      #expect(end.code == 0 && end.errors.isEmpty, "\(end.errors)")
    }

    @Test("Flag wins over environment, over the folder's file, over the user's file")
    func order() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(2, seed: 5)).text, to: "payees.csv")
      var environment: [String: String] = [:]
      func delimiter(_ options: String...) async throws -> Character? {
        let end = try await desk.command(
          ["check", "payees.csv", "-o", "out"] + options, environment: environment)
        #expect(end.code == 0, "\(end.errors)")
        return try desk.folder.text(of: "out/results.csv").dropFirst("custom_code".count).first
      }
      #expect(try await delimiter() == ";")
      try FileManager.default.createDirectory(
        atPath: desk.folder.path(".config/qualifica"), withIntermediateDirectories: true)
      try desk.folder.write(
        #"{"output-delimiter": "|"}"#, to: ".config/qualifica/config.json")
      #expect(try await delimiter() == "|")
      try desk.folder.write(#"{"output-delimiter": ","}"#, to: "qualifica.json")
      #expect(try await delimiter() == ",")
      environment["QUALIFICA_OUTPUT_DELIMITER"] = "tab"
      #expect(try await delimiter() == "\t")
      #expect(try await delimiter("--output-delimiter", ";") == ";")
    }

    @Test("A folder's file that others may write does not say where keys and money go")
    func distrusted() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(2, seed: 5)).text, to: "payees.csv")
      for (file, code) in [
        (#"{"base-url": "http://127.0.0.1:1"}"#, 78), (#"{"banks-file": "banks.csv"}"#, 78),
        (#"{"log-file": "q.log"}"#, 78), (#"{"metrics-file": "q.prom"}"#, 78),
        (#"{"rate": 2}"#, 0),
      ] {
        try desk.folder.write(file, to: "qualifica.json")
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o666], ofItemAtPath: desk.folder.path("qualifica.json"))
        let end = try await desk.command(["check", "payees.csv", "-o", "out"])
        #expect(end.code == code, "\(end.errors)")
      }
    }

    @Test("A pipe in the file's place is not waited for")
    func pipe() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(2, seed: 5)).text, to: "payees.csv")
      #expect(unsafe mkfifo(desk.folder.path("qualifica.json"), 0o600) == 0)
      #expect(try await desk.command(["check", "payees.csv"]).code == 78)
    }

    @Test("Flags of messages work from the environment in every command that has them")
    func messages() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Payee.people(2, seed: 5)).text, to: "payees.csv")
      let run = ["run", "payees.csv", "--simulate", "--rate", "200", "--no-wait"]
      #expect(try await desk.command(run).code == 2)
      for command in [
        ["check", "payees.csv", "-o", "out"], ["inspect", "payees.csv"], ["rules", "237"],
        ["status", "payees.qualifica"], ["export", "payees.qualifica"],
        ["doctor", "--simulate"],
      ] {
        let end = try await desk.command(
          command, environment: ["QUALIFICA_JSON": "1", "QUALIFICA_QUIET": "1"])
        #expect(end.output.hasPrefix("{") || end.output.hasPrefix("["), "\(command): \(end.output)")
        #expect(end.errors.isEmpty, "\(command): \(end.errors)")
      }
    }

    @Test("Languages are understood as people write them", arguments: ["pt", "pt_BR", "PT-br"])
    func languages(name: String) async throws {
      let desk = try Desk()
      let end = try await desk.command(["check", "nobody.csv", "--lang", name])
      #expect(end.code == 66 && end.errors.contains("Confira"), "\(end.errors)")
      let wrong = try await desk.command(["check", "nobody.csv", "--lang", "fr"])
      #expect(wrong.code == 64, "\(wrong.errors)")
    }

    @Test("config lists every setting with its value and where it comes from, and no key")
    func listed() async throws {
      let desk = try Desk()
      try FileManager.default.createDirectory(
        atPath: desk.folder.path(".config/qualifica"), withIntermediateDirectories: true)
      try desk.folder.write(#"{"rate": 3, "wait": "2h"}"#, to: ".config/qualifica/config.json")
      try desk.folder.write(
        #"{"rate": 2, "base-url": "https://me:secret-39fa@api.example.org"}"#, to: "qualifica.json")
      let end = try await desk.command(
        ["config", "--json", "--lang", "en"],
        environment: [
          "QUALIFICA_CONCURRENCY": "7", "QUALIFICA_TOKEN": "token-39fa3c1d",
          "QUALIFICA_RETIRED_TOKENS": "old-39fa3c1d",
        ])
      #expect(end.code == 0, "\(end.errors)")
      #expect(try SchemaSubset(named: "config").problems(in: Array(end.output.utf8)) == [])
      let report = try Desk.object(Data(end.output.utf8))
      let entries = report["settings"] as? [[String: Any]] ?? []
      var found: [String: [String?]] = [:]
      for entry in entries {
        found[entry["name"] as? String ?? ""] = ["value", "origin", "source"].map {
          entry[$0] as? String
        }
      }
      #expect(found["rate"] == ["2", "project", "./qualifica.json"])
      #expect(
        found["wait"] == ["2h", "user", desk.folder.path(".config/qualifica/config.json")])
      #expect(found["concurrency"] == ["7", "environment", "QUALIFICA_CONCURRENCY"])
      #expect(found["timeout"] == ["30s", "default", nil])
      #expect(found["service"] == ["1", "default", nil])
      #expect(found["lang"] == ["en", "flag", nil])
      #expect(found["merchant-id"] == [nil, "default", nil])
      #expect(found["base-url"] == ["https://***@api.example.org", "project", "./qualifica.json"])
      #expect(found["token"] == ["***", "environment", "QUALIFICA_TOKEN"])
      #expect(found["yes"] == ["false", "default", nil])
      let people = try await desk.command(
        ["config"], environment: ["QUALIFICA_TOKEN": "token-39fa3c1d"])
      #expect(people.output.contains("rate") && people.output.contains("./qualifica.json"))
      for output in [end.output, people.output, end.errors, people.errors] {
        #expect(!output.contains("39fa"))
      }
    }

    @Test("config refuses what other commands refuse")
    func listedStrictly() async throws {
      let desk = try Desk()
      let end = try await desk.command(
        ["config", "--lang", "en"], environment: ["QUALIFICA_RATTE": "2"])
      #expect(end.code == 78 && end.lastWords.contains("QUALIFICA_RATE"), "\(end.errors)")
    }
  }
}
