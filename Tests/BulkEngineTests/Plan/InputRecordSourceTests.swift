import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// The journal keeps no values: they are read again, and must be the same.
struct InputRecordSourceTests {
  @Test("Every chunk is read again as it was planned", arguments: [1, 7, 100])
  func everyChunkIsReadAgainAsItWasPlanned(_ size: Int) async throws {
    let payees = Payees.payees(150)
    let sheet = try await PlannedSheet(
      PayeeSheet.text(payees, withCodes: true), limits: BatchLimits(records: size))
    let source = InputRecordSource(sheet.input, settings: sheet.check)
    var records: [OutgoingRecord] = []
    for chunk in try await sheet.chunks() {
      let entries = try await sheet.journal.entries(.chunk(chunk.number))
      let located = try await source.records(of: chunk, entries: entries)
      #expect(located.first?.line == chunk.line)
      #expect(located.first?.byteOffset == chunk.byteOffset)
      records += located.map(\.record)
    }
    let expected = payees.map { payee in
      var payee = payee
      payee.amountInCents = nil
      return payee
    }
    #expect(records == expected)
  }

  @Test("Only the wanted records of a chunk are read")
  func onlyTheWantedRecordsOfAChunkAreRead() async throws {
    let sheet = try await PlannedSheet(PayeeSheet.text(Payees.payees(20), withCodes: true))
    let source = InputRecordSource(sheet.input, settings: sheet.check)
    let chunk = try #require(try await sheet.chunks().first)
    let entries = try await sheet.journal.entries(.chunk(1)).filter { $0.number.isMultiple(of: 3) }
    let located = try await source.records(of: chunk, entries: entries)
    #expect(located.map(\.record.customCode) == entries.compactMap(\.customCode))
    #expect(located.map(\.line) == entries.map { $0.number + 1 })
  }

  @Test("A record starts where it was found to start")
  func aRecordStartsWhereItWasFoundToStart() async throws {
    let sheet = try await PlannedSheet(PayeeSheet.text(Payees.payees(30), withCodes: true))
    let source = InputRecordSource(sheet.input, settings: sheet.check)
    let chunk = try #require(try await sheet.chunks().first)
    let entries = try await sheet.journal.entries(.chunk(1))
    let located = try await source.records(of: chunk, entries: entries)
    let part = Array(located[17..<23])
    guard case .requeued(_, let half, _) = ChunkCutting.requeue(part, of: chunk, from: .request)
    else {
      Issue.record("no chunk")
      return
    }
    let again = try await source.records(of: half, entries: Array(entries[17..<23]))
    #expect(again == part)
  }

  @Test(
    "The earlier code comes with the record",
    arguments: [
      (nil, "abc", "refused", "abc", false), (nil, "abc", "invalid", "abc", false),
      ("abc", "abc", "refused", "abc", false), ("abc", "abc", "not_verifiable", "abc", false),
      ("new", "abc", "refused", "abc", true), ("ABC", "abc", "refused", "abc", false),
      (nil, "abc", "rejected", nil, false), (nil, "abc", "not_sent", nil, false),
      ("abc", "", "", nil, false),
    ] as [(String?, String, String, String?, Bool)])
  func theEarlierCodeComesWithTheRecord(
    _ own: String?, _ earlier: String, _ status: String, _ predecessor: String?, _ byHand: Bool
  ) async throws {
    var header = "nome;cpf;banco;agencia;conta;dv conta;tipo conta;q_custom_code;q_status"
    var row = "Ana Lima;52998224725;341;2545;02366;1;C;\(earlier);\(status)"
    if let own { (header, row) = ("matricula;\(header)", "\(own);\(row)") }
    let sheet = try await PlannedSheet("\(header)\n\(row)\n")
    let source = InputRecordSource(sheet.input, settings: sheet.check)
    #expect(source.bringsPredecessors)
    let chunk = try #require(try await sheet.chunks().first)
    let entries = try await sheet.journal.entries(.chunk(1))
    let record = try await source.records(of: chunk, entries: entries).first?.record
    let expected = predecessor.map { Predecessor(customCode: $0, isReplacedByHand: byHand) }
    #expect(record?.predecessor == expected)
    // Under its earlier code it is its own predecessor no more.
    var entry = try #require(entries.first)
    entry.customCode = "abc"
    let again = try await source.records(of: chunk, entries: [entry]).first?.record
    #expect(again?.predecessor == nil)
  }

  @Test("The codes of rows that were sent are known", arguments: [false, true])
  func theCodesOfRowsThatWereSentAreKnown(_ hasOwnCodes: Bool) async throws {
    var lines = ["nome;cpf;banco;agencia;conta;dv conta;tipo conta;q_custom_code;q_status"]
    for pair in ["one;valid", "two;invalid", "3;pending", "#REF!;valid"] {
      lines.append("Ana Lima;52998224725;341;2545;02366;1;C;\(pair)")
    }
    lines.append(";52998224725;341;2545;02366;1;C;5;invalid")
    if hasOwnCodes {
      lines = zip(["matricula", "one", "two", "3", "4", "5"], lines).map { "\($0);\($1)" }
    }
    let sheet = try await PlannedSheet(lines.joined(separator: "\n") + "\n")
    let source = InputRecordSource(sheet.input, settings: sheet.check)
    #expect(try await source.sentCodes() == (hasOwnCodes ? nil : ["one", "two", "3", "5"]))
  }

  @Test("An ordinary sheet brings no earlier codes")
  func anOrdinarySheetBringsNoEarlierCodes() async throws {
    let sheet = try await PlannedSheet(PayeeSheet.text(Payees.payees(2), withCodes: true))
    let source = InputRecordSource(sheet.input, settings: sheet.check)
    #expect(!source.bringsPredecessors)
  }

  @Test("An input that was cut short is not the same")
  func anInputThatWasCutShortIsNotTheSame() async throws {
    try await expectChanged { _ in PayeeSheet.text(Payees.payees(4)) }
  }

  /// Whatever is changed, in whatever row of the chunk: also names, and rows that are not sent.
  @Test(
    "An input with one other value is not the same",
    arguments: ["document", "account", "name", "rejected"])
  func anInputWithOneOtherValueIsNotTheSame(_ kind: String) async throws {
    try await expectChanged { text in
      let payee = Payees.payee(2)
      return switch kind {
      case "document": text.replacing(payee.document, with: "52998224726")
      case "account": text.replacing(payee.account, with: Payees.payee(3).account)
      case "name": text.replacing(payee.name, with: String(payee.name.reversed()))
      default: text.replacing("52998224727", with: "52998224728")
      }
    }
  }

  @Test("Halves of a chunk are compared with the plan too")
  func halvesOfAChunkAreComparedWithThePlanToo() async throws {
    let sheet = try await sheet()
    let source = InputRecordSource(sheet.input, settings: sheet.check)
    let chunk = try #require(try await sheet.chunks().first)
    let entries = try await sheet.journal.entries(.chunk(1)).filter { $0.state == .planned }
    let located = try await source.records(of: chunk, entries: entries)
    let first = Array(located.prefix(1))
    guard case .requeued(_, let half, _) = ChunkCutting.requeue(first, of: chunk, from: .request)
    else {
      Issue.record("no chunk")
      return
    }
    try change(sheet) { $0.replacing(Payees.payee(3).name, with: "Outra Pessoa") }
    await #expect(throws: InputError.changed(path: sheet.input.path)) {
      try await source.records(of: half, entries: Array(entries.prefix(1)))
    }
  }

  @Test("Another file of the same name is not read")
  func anotherFileOfTheSameNameIsNotRead() async throws {
    let sheet = try await sheet()
    let source = InputRecordSource(sheet.input, settings: sheet.check)
    let chunk = try #require(try await sheet.chunks().first)
    let entries = try await sheet.journal.entries(.chunk(1)).filter { $0.state == .planned }
    let before = try await source.records(of: chunk, entries: entries)
    let other = Data(PayeeSheet.text(Payees.payees(4)).utf8)
    try other.write(to: URL(fileURLWithPath: sheet.input.path), options: .atomic)
    #expect(try await source.records(of: chunk, entries: entries) == before)
  }

  @Test("What the program would judge otherwise is not sent")
  func whatTheProgramWouldJudgeOtherwiseIsNotSent() async throws {
    let sheet = try await sheet()
    var stricter = sheet.check
    stricter.needsAmount = true
    let source = InputRecordSource(sheet.input, settings: stricter)
    let chunk = try #require(try await sheet.chunks().first)
    let entries = try await sheet.journal.entries(.chunk(1)).filter { $0.state == .planned }
    await #expect(throws: PlanError.judgedOtherwise) {
      try await source.records(of: chunk, entries: entries)
    }
  }

  /// Five payees of whom the fourth is rejected, without amounts.
  private func sheet() async throws -> PlannedSheet {
    var payees = Payees.payees(5)
    payees[3].document = "52998224727"
    return try await PlannedSheet(PayeeSheet.text(payees))
  }

  private func change(_ sheet: PlannedSheet, _ edit: (String) -> String) throws {
    let url = URL(fileURLWithPath: sheet.input.path)
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let edited = edit(text)
    #expect(edited != text)
    // In its place, as a program saves that keeps the file open.
    let file = try FileHandle(forWritingTo: url)
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: Data(edited.utf8))
    try file.close()
  }

  private func expectChanged(_ edit: (String) -> String) async throws {
    let sheet = try await sheet()
    let source = InputRecordSource(sheet.input, settings: sheet.check)
    let chunk = try #require(try await sheet.chunks().first)
    let entries = try await sheet.journal.entries(.chunk(1)).filter { $0.state == .planned }
    try change(sheet, edit)
    await #expect(throws: InputError.changed(path: sheet.input.path)) {
      try await source.records(of: chunk, entries: entries)
    }
  }
}
