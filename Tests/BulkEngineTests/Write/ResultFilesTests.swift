import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// The output files of a run and of a check, as systems and people read them.
struct ResultFilesTests {
  @Test("Every record stands in results with its columns untouched")
  func everyRecordStandsInResultsWithItsColumnsUntouched() async throws {
    let sheet = try await mixedRun()
    let lines = try await sheet.written()["results.csv"] ?? []
    let input = try sheet.folder.text(of: "payees.csv").split(separator: "\n").map(String.init)
    #expect(lines.count == input.count)
    for (line, original) in zip(lines, input) { #expect(line.hasPrefix(original + ";")) }
    #expect(
      lines.first?.hasSuffix(
        ";q_line;q_status;q_code;q_field;q_message;q_repairs;q_custom_code;q_batch_code;"
          + "q_service_id;q_status_id;q_api_id;q_attempts;q_submitted_at;q_settled_at") == true)
    #expect(
      statuses(lines) == [
        "valid", "refused", "pending", "in_doubt", "not_sent", "rejected", "duplicate",
      ])
  }

  @Test("The row of a settled record tells all")
  func theRowOfASettledRecordTellsAll() async throws {
    let sheet = try await mixedRun()
    let lines = try await sheet.written()["results.csv"] ?? []
    let fields = try #require(lines.dropFirst().first).split(
      separator: ";", omittingEmptySubsequences: false
    ).map(String.init)
    var times = TimestampText()
    let time = times.text(ManualTime.start)
    let code = try #require(try await sheet.entries().first?.customCode)
    #expect(
      Array(fields.suffix(14)) == [
        "2", "valid", "", "", "", "", code, "b1", "1", "5", "901", "1", time, time,
      ])
  }

  @Test("What a person must correct stands in fix")
  func whatAPersonMustCorrectStandsInFix() async throws {
    let lines = try await mixedRun().written()["fix.csv"] ?? []
    #expect(statuses(lines) == ["refused", "rejected"])
    #expect(lines[1].contains(";api.refused;;branch closed;"))
    #expect(lines[2].contains(";document.check_digit;document;"))
  }

  @Test("What is not final stands in pending")
  func whatIsNotFinalStandsInPending() async throws {
    let lines = try await mixedRun().written()["pending.csv"] ?? []
    #expect(statuses(lines) == ["pending", "in_doubt", "not_sent"])
  }

  @Test("Only valid records stand in valid")
  func onlyValidRecordsStandInValid() async throws {
    let sheet = try await mixedRun()
    let lines = try await sheet.written()["valid.csv"] ?? []
    let payee = Payees.payee(1)
    let code = try #require(try await sheet.entries().first?.customCode)
    var times = TimestampText()
    #expect(
      lines == [
        "custom_code;name;document_type;document;bank_code;bank_branch;bank_branch_digit;account;"
          + "account_digit;account_type;amount;q_line;settled_at",
        "\(code);\(payee.name);cpf;\(payee.document);341;\(payee.bankBranch);;\(payee.account);"
          + "\(payee.accountDigit);CHECKING;;2;\(times.text(ManualTime.start))",
      ])
  }

  @Test("Findings show no value whole")
  func findingsShowNoValueWhole() async throws {
    let sheet = try await mixedRun()
    let lines = try await sheet.written()["findings.csv"] ?? []
    #expect(lines.first == "line;field;severity;code;message;masked_value")
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix("7;document;error;document.check_digit;"))
    #expect(lines[1].hasSuffix(";***.982.247-**"))
    #expect(lines[2].hasPrefix("8;;error;row.duplicate;"))
    #expect(lines[2].hasSuffix(";"))
  }

  @Test("The tally counts what is in the files")
  func theTallyCountsWhatIsInTheFiles() async throws {
    let sheet = try await mixedRun()
    let tally = try await sheet.write()
    #expect(tally.records == 7)
    for status in [RecordState.valid, .refused, .pending, .inDoubt, .planned, .rejected] {
      #expect(tally.count(of: status) == 1)
    }
    #expect(tally.count(of: .invalid) == 0)
    #expect(tally.findings == ["document.check_digit": 1, "row.duplicate": 1])
    #expect(tally.blankRows == 0)
  }

  @Test("Pending is there only when there are some")
  func pendingIsThereOnlyWhenThereAreSome() async throws {
    let sheet = try await mixedRun()
    _ = try await sheet.write()
    #expect(try sheet.folder.names().contains("pending.csv"))
    try await sheet.journal.commit(
      [3, 4, 5].map {
        .record(
          number: $0, state: .valid, outcome: RecordOutcome(statusID: 5), at: ManualTime.start)
      })
    _ = try await sheet.write()
    #expect(!(try sheet.folder.names().contains("pending.csv")))
  }

  @Test("Writing twice gives the same files")
  func writingTwiceGivesTheSameFiles() async throws {
    let sheet = try await mixedRun()
    #expect(try await sheet.written() == (try await sheet.written()))
  }

  @Test("A check writes no journal no valid.csv and no pending.csv")
  func aCheckWritesNoJournalNoValidAndNoPending() async throws {
    let sheet = try await mixedRun()
    _ = try await ResultFiles.write(
      to: .init(statuses: TestOperation.statuses, folder: sheet.folder.path), pass: sheet.pass,
      run: nil, journal: nil)
    #expect(
      try sheet.folder.names() == ["findings.csv", "fix.csv", "payees.csv", "results.csv"])
    let lines = try sheet.folder.text(of: "results.csv").split(separator: "\n").map(String.init)
    #expect(
      statuses(lines) == [
        "ready", "ready", "ready", "ready", "ready", "rejected", "duplicate",
      ])
  }

  @Test("A corrected file goes through again with its codes")
  func aCorrectedFileGoesThroughAgainWithItsCodes() async throws {
    let sheet = try await mixedRun()
    let fix = try #require(try await sheet.written()["fix.csv"])
    let corrected = fix.joined(separator: "\n").replacing("52998224726", with: "52998224725")
    let rows = try await checkedRows(of: corrected + "\n")
    #expect(rows.map(\.judgement) == [.ready, .ready])
    let codes = rows.compactMap { $0.record?.customCode }
    let refused = try #require(try await sheet.entries()[1].customCode)
    // The API has seen the first, and never the second.
    #expect(codes[0] != refused)
    #expect(CodeLineage(of: codes[0].utf8) == CodeLineage(of: refused.utf8))
    #expect(
      codes[1]
        == CustomCode.Derivation(inputSHA256: sheet.run.input.sha256, variant: "1")
        .code(ofRecord: 6))
  }

  @Test("Another encoding or delimiter may be wanted")
  func anotherEncodingOrDelimiterMayBeWanted() async throws {
    let sheet = try await mixedRun()
    let output = OutputSettings(encoding: "windows-1252", delimiter: "tab")
    _ = try await ResultFiles.write(
      to: .init(statuses: TestOperation.statuses, folder: sheet.folder.path, output: output),
      pass: sheet.pass, run: sheet.run,
      journal: sheet.journal)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: sheet.folder.path + "/valid.csv"))
    #expect(bytes.contains(0xE3))
    #expect(bytes.contains(0x09))
    #expect(throws: InputError.badDelimiter("--")) {
      try OutputOpening(
        target: .init(
          statuses: TestOperation.statuses, folder: sheet.folder.path,
          output: OutputSettings(delimiter: "--")),
        input: sheet.input)
    }
  }

  @Test("Messages are in the language asked for")
  func messagesAreInTheLanguageAskedFor() async throws {
    let sheet = try await mixedRun()
    _ = try await ResultFiles.write(
      to: .init(statuses: TestOperation.statuses, folder: sheet.folder.path, language: .portuguese),
      pass: sheet.pass,
      run: sheet.run, journal: sheet.journal)
    let text = try sheet.folder.text(of: "findings.csv")
    #expect(text.contains("dígito verificador"))
    #expect(text.contains("document.check_digit"))
  }

  @Test("A journal of another input is noticed")
  func aJournalOfAnotherInputIsNoticed() async throws {
    let sheet = try await mixedRun()
    let longer = PayeeSheet.text(Payees.payees(30))
    let path = try sheet.folder.file(longer)
    let input = try Input(path: path, reading: ReadingSettings(), needsAmount: false)
    await #expect(throws: InputError.changed(path: sheet.run.input.path)) {
      try await ResultFiles.write(
        to: .init(statuses: TestOperation.statuses, folder: sheet.folder.path),
        pass: RecordPass(input, settings: CheckSettings()), run: sheet.run,
        journal: sheet.journal)
    }
  }
}

/// A run with a record in each state: five were planned, one rejected, one is a repetition.
private func mixedRun() async throws -> PlannedSheet {
  var bad = Payees.payee(6)
  bad.document = "52998224726"
  let payees = Payees.payees(5) + [bad, Payees.payee(1)]
  let sheet = try await PlannedSheet(
    PayeeSheet.text(payees), limits: BatchLimits(records: 1))
  try await sheet.seal()
  let time = ManualTime.start
  for chunk in 1...4 {
    try await sheet.journal.commit([
      .intent(chunk: chunk, batchCode: "b\(chunk)", bodySHA256: "", at: time)
    ])
  }
  try await sheet.journal.commit([
    .closed(
      chunk: 1, state: .valid, outcome: RecordOutcome(statusID: 5, apiID: 901), at: time),
    .closed(
      chunk: 2, state: .refused,
      outcome: RecordOutcome(code: "api.refused", message: "branch closed"), at: time),
    .closed(chunk: 3, state: .pending, outcome: RecordOutcome(statusID: 1), at: time),
    .closed(chunk: 4, state: .inDoubt, outcome: RecordOutcome(), at: time),
  ])
  return sheet
}

/// The `q_status` of each row; eight columns stand before it.
private func statuses(_ lines: [String]) -> [String] {
  lines.dropFirst().map { line in
    String(line.split(separator: ";", omittingEmptySubsequences: false)[8])
  }
}

extension PlannedSheet {
  fileprivate var pass: RecordPass { RecordPass(input, settings: check) }

  fileprivate func write() async throws -> ResultTally {
    try await ResultFiles.write(
      to: .init(statuses: TestOperation.statuses, folder: folder.path), pass: pass, run: run,
      journal: journal)
  }

  /// Writes the files and reads their lines.
  fileprivate func written() async throws -> [String: [String]] {
    _ = try await write()
    var files: [String: [String]] = [:]
    for name in try folder.names() where name != "payees.csv" {
      files[name] = try folder.text(of: name).split(separator: "\n").map(String.init)
    }
    return files
  }
}
