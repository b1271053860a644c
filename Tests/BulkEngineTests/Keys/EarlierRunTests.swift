import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// What comes back from an earlier run: under its old code, under a new one, or not at all.
struct EarlierRunTests {
  @Test(
    "A code the API has never seen is used again",
    arguments: ["ready", "rejected", "not_sent", " Rejected ", "NOT_SENT"])
  func aCodeTheAPIHasNeverSeenIsUsedAgain(_ status: String) async throws {
    let row = try await row(own: nil, code: "abc", status: status)
    #expect(row?.record?.customCode == "abc")
  }

  @Test(
    "A code the API has gets a successor",
    arguments: ["refused", "invalid", "not_verifiable", "'INVALID", "=\"refused\""])
  func aCodeTheAPIHasGetsASuccessor(_ status: String) async throws {
    for own in [nil, "abc"] {
      let code = try #require(try await row(own: own, code: "abc", status: status)?.record)
        .customCode
      #expect(code != "abc")
      #expect(CodeLineage(of: code.utf8) == CodeLineage(of: "abc".utf8))
    }
  }

  @Test(
    "A record that an earlier run took is not sent again",
    arguments: ["valid", "pending", "awaiting_balance", "in_doubt", "duplicate"])
  func aRecordThatAnEarlierRunTookIsNotSentAgain(_ status: String) async throws {
    for (own, code) in [(nil, "abc"), ("abc", "abc"), (nil, ""), ("abc", "")] {
      let row = try await row(own: own, code: code, status: status)
      #expect(row?.judgement == .duplicate)
      #expect(row?.errors == ["custom_code.taken_earlier"])
    }
  }

  @Test("Even a damaged one is not given back to be corrected")
  func evenADamagedOneIsNotGivenBackToBeCorrected() async throws {
    let row = try await checkedRow([
      "cpf/cnpj": "1", "q_custom_code": "abc", "q_status": "valid",
    ])
    #expect(row?.judgement == .duplicate)
  }

  @Test("The successor is found again beside its own code")
  func theSuccessorIsFoundAgainBesideItsOwnCode() async throws {
    let second = try #require(try await row(own: "1001", code: "1001", status: "invalid")?.record)
    let third = try #require(
      try await row(own: "1001", code: second.customCode, status: "invalid")?.record)
    #expect(third.customCode != second.customCode)
    #expect(third.customCode != "1001")
    // Rejected before it was sent: the second code is still free.
    let again = try await row(own: "1001", code: second.customCode, status: "rejected")
    #expect(again?.record?.customCode == second.customCode)
  }

  @Test("A code changed by hand is the one that counts")
  func aCodeChangedByHandIsTheOneThatCounts() async throws {
    let row = try await row(own: "2002", code: "1001", status: "invalid")
    #expect(row?.record?.customCode == "2002")
  }

  @Test(
    "A word that is not ours is not guessed",
    arguments: [
      "válido", "pago", "em dúvida", "in doubt", "in-doubt", "#NAME?", "gone", "5", "true",
      "valid!",
      "in valid", "ready2", "null", "q_status", "-", "0",
    ])
  func aWordThatIsNotOursIsNotGuessed(_ status: String) async throws {
    for (own, code) in [(nil, "abc"), ("abc", "abc"), (nil, ""), ("abc", "")] {
      let row = try await row(own: own, code: code, status: status)
      #expect(row?.judgement == .rejected)
      #expect(row?.errors.first == "custom_code.pair_unreadable")
    }
  }

  @Test(
    "A code that is none is not guessed",
    arguments: ["1,00123E+12", "#REF!", "a b", "não", "abc?", "?"])
  func aCodeThatIsNoneIsNotGuessed(_ code: String) async throws {
    for status in ["rejected", "invalid", "not_sent", ""] {
      for own in [nil, "1001"] {
        let row = try await row(own: own, code: code, status: status)
        #expect(row?.judgement == .rejected)
        #expect(row?.errors.first == "custom_code.pair_unreadable")
      }
    }
    #expect(try await row(own: nil, code: code, status: "valid")?.judgement == .duplicate)
  }

  @Test("A derived code that lost its end or its case is not used")
  func aDerivedCodeThatLostItsEndOrItsCaseIsNotUsed() async throws {
    let code = CustomCode.Derivation(inputSHA256: "ab", variant: "1").code(ofRecord: 12)
    let next = String(decoding: CodeLineage.code(after: code.utf8, record: "x"), as: UTF8.self)
    #expect((code.count, next.count) == (33, 45))
    for whole in [code, next] {
      #expect(try await row(own: nil, code: whole, status: "invalid")?.judgement == .ready)
      let damaged = [whole.count - 1, 40, 31, 25, 24, 16].filter { $0 < whole.count }
        .map { String(whole.prefix($0)) }
      for cut in damaged + [whole.uppercased(), "0"] {
        for status in ["invalid", "rejected", "not_sent"] {
          let row = try await row(own: nil, code: cut, status: status)
          #expect(row?.errors.first == "custom_code.pair_unreadable", "\(cut)")
        }
      }
    }
    for own in ["0012345678901234", "funcionario-0012345", "a1b2c3"] {
      #expect(try await row(own: nil, code: own, status: "invalid")?.judgement == .ready)
    }
  }

  @Test(
    "A status without its code rejects",
    arguments: ["refused", "invalid", "not_verifiable", "not_sent"])
  func aStatusWithoutItsCodeRejects(_ status: String) async throws {
    for own in [nil, "1001"] {
      let row = try await row(own: own, code: "", status: status)
      #expect(row?.judgement == .rejected)
      #expect(row?.errors.first == "custom_code.pair_incomplete")
    }
  }

  @Test("A code without its status rejects")
  func aCodeWithoutItsStatusRejects() async throws {
    for own in [nil, "abc", "2002"] {
      let row = try await row(own: own, code: "abc", status: "")
      #expect(row?.judgement == .rejected)
      #expect(row?.errors.first == "custom_code.pair_incomplete")
    }
  }

  /// Somebody wrote a further person below the others.
  @Test("A row without either is a new record")
  func aRowWithoutEitherIsANewRecord() async throws {
    #expect(try await row(own: nil, code: "", status: "")?.judgement == .ready)
    #expect(try await row(own: "1001", code: "", status: "")?.record?.customCode == "1001")
  }

  /// It would be sent once in each spelling, to an API that tells them apart.
  @Test(
    "A code that was never sent and lost its case is the own one",
    arguments: ["rejected", "not_sent"])
  func aCodeThatWasNeverSentAndLostItsCaseIsTheOwnOne(_ status: String) async throws {
    for code in ["k-1001", "K-1001"] {
      let row = try await row(own: "k-1001", code: code, status: status)
      #expect(row?.record?.customCode == "k-1001")
    }
  }

  /// A check gives no codes, and a run none to a row without the one it should bring.
  @Test("A record that was never sent needs no code", arguments: ["ready", "rejected"])
  func aRecordThatWasNeverSentNeedsNoCode(_ status: String) async throws {
    #expect(try await row(own: nil, code: "", status: status)?.judgement == .ready)
    #expect(try await row(own: "1001", code: "", status: status)?.record?.customCode == "1001")
  }

  @Test(
    "A file with one of the columns sends nobody", arguments: ["valid", "invalid", "rejected", ""])
  func aFileWithOneOfTheColumnsSendsNobody(_ status: String) async throws {
    let row = try await checkedRow(["q_status": status])
    #expect(row?.judgement == (status == "valid" ? .duplicate : .rejected))
    let own = try await checkedRow(["q_status": status, "matricula": "1001"])
    #expect(own?.judgement == (status == "valid" ? .duplicate : .rejected))
    for code in ["abc", ""] {
      #expect(try await checkedRow(["q_custom_code": code])?.judgement == .rejected)
    }
  }

  @Test(
    "The columns are found under other spellings",
    arguments: [
      ("Q_Status", "Q_Custom_Code"), ("q status", "q-custom-code"), ("QSTATUS", "qcustomcode"),
    ])
  func theColumnsAreFoundUnderOtherSpellings(_ status: String, _ code: String) async throws {
    let row = try await checkedRow([status: "valid", code: "abc"])
    #expect(row?.judgement == .duplicate)
    let mapping = try ColumnMapping(
      headers: ["nome", "cpf", "banco", "agencia", "conta", status, code])
    #expect(mapping.earlierRun == [5, 6])
  }

  @Test("Translated columns are not taken for none")
  func translatedColumnsAreNotTakenForNone() async throws {
    let translated = ["q_line": "2", "q_situação": "pago", "q_código": "abc"]
    #expect(try await checkedRow(translated)?.judgement == .rejected)
    #expect(try await checkedRow(["q_turno": "1", "q_escala": "2"])?.judgement == .ready)
    // Renamed in their places, without anything of ours in their names.
    let columns = ["q_line", "status", "q_code", "q_repairs", "code", "q_batch_code"]
    let people = ["nome", "cpf", "banco", "agencia", "conta"]
    #expect(try ColumnMapping(headers: people + columns).hasWholePair == false)
    #expect(try ColumnMapping(headers: people + ["q_line", "q_code", "turno"]).hasWholePair)
  }

  @Test(
    "Rows that tell of sending without the pair are not paid again",
    arguments: RecordColumns.names.dropFirst(7))
  func rowsThatTellOfSendingWithoutThePairAreNotSent(_ column: String) async throws {
    func row(_ cells: [String: String], paying: Bool = true) async throws -> CheckedRow? {
      try await checkedRow(
        cells.merging(["q_line": "2", "valor": "10,00"]) { cell, _ in cell },
        settings: CheckSettings(needsAmount: paying))
    }
    let told = try await row([column: "1"])
    #expect(told?.judgement == .rejected)
    #expect(told?.findings.first?.code == .pairIncomplete)
    // A list of good records has the line, and is the sheet of the next run; a row that was rejected was
    // attempted no times, and is a new record. So is each where a second time costs nothing.
    #expect(try await row([:])?.judgement == .ready)
    for untold in ["", "0"] { #expect(try await row([column: untold])?.judgement == .ready) }
    #expect(try await row([column: "1"], paying: false)?.judgement == .ready)
  }

  @Test("Of JSON records each tells its own pair")
  func ofJSONRecordsEachTellsItsOwnPair() async throws {
    let payee =
      #""nome":"Ana Lima","cpf":"52998224725","banco":"341","agencia":"2545","conta":"02366","dv conta":"1","tipo conta":"C""#
    let pairs = [
      #""q_custom_code":null,"q_status":null"#, #""q_custom_code":"abc""#, #""q_status":"invalid""#,
      #""q_custom_code":"abc","q_status":5"#, #""q_custom_code":7,"q_status":"valid""#,
      #""q_custom_code":"abc","q_status":["valid"]"#, #""q_custom_code":"abc","q_status":null"#,
    ]
    let rows = try await checkedRows(of: pairs.map { "{\(payee),\($0)}\n" }.joined())
    let wanted: [Judgement] = [
      .ready, .rejected, .rejected, .rejected, .duplicate, .rejected, .rejected,
    ]
    #expect(rows.map(\.judgement) == wanted)
  }

  @Test("The apostrophe of a spreadsheet changes nothing")
  func theApostropheOfASpreadsheetChangesNothing() async throws {
    let row = try await row(own: "-7", code: "'-7", status: "refused")
    let code = try #require(row?.record?.customCode)
    #expect(CodeLineage(of: code.utf8) == CodeLineage(of: "-7".utf8) && code != "-7")
  }

  @Test("A row copied by hand is sent once")
  func aRowCopiedByHandIsSentOnce() async throws {
    let header = "nome;cpf;banco;agencia;conta;dv conta;tipo conta;q_status;q_custom_code\n"
    let payee = "Ana Lima;52998224725;341;2545;02366;1;C;invalid;abc\n"
    let other = "Bia Lima;52998224725;341;2545;02366;1;C;invalid;abc\n"
    let rows = try await checkedRows(of: header + payee + other)
    #expect(rows.map(\.judgement) == [.ready, .duplicate])
  }

  @Test("A record beside its own successor is sent once")
  func aRecordBesideItsOwnSuccessorIsSentOnce() async throws {
    let header =
      "nome;cpf;banco;agencia;conta;dv conta;tipo conta;q_status;matricula;q_custom_code\n"
    let first = "Ana Lima;52998224725;341;2545;02366;1;C;invalid;1001;1001\n"
    let code = try #require(try await checkedRows(of: header + first).first?.record?.customCode)
    let second = "Ana Lima;52998224725;341;2545;02366;1;C;not_sent;1002;\(code)\n"
    let rows = try await checkedRows(of: header + first + second.replacing("1002", with: "1001"))
    #expect(rows.map(\.judgement) == [.ready, .duplicate])
  }

  @Test("Only our own columns are taken for an earlier run's")
  func onlyOurOwnColumnsAreTakenForAnEarlierRuns() throws {
    let headers = ["nome", "cpf", "banco", "agencia", "conta", "q_turno", "Q_STATUS", "q_line"]
    let mapping = try ColumnMapping(headers: headers)
    #expect(mapping.earlierRun == [6, 7])
    #expect(mapping.unmapped == [5])
  }

  private func row(own: String?, code: String, status: String) async throws -> CheckedRow? {
    var cells = ["q_custom_code": code, "q_status": status]
    if let own { cells["matricula"] = own }
    return try await checkedRow(cells)
  }
}
