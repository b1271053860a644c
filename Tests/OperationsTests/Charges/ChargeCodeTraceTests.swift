import BulkEngine
import Foundation
import QualificaTestKit
import Spreadsheets
import Testing

@testable import Operations

/// What a number of the caller's own tells of persons: the journal keeps it.
struct ChargeCodeTraceTests {
  /// The first finding of each row of a sheet of charges with these numbers.
  private static func findings(_ numbers: [String]) async throws -> [String] {
    let persons = [
      ("Conceição Quaresma Lobo", "310.427.977-22"), ("Eulália Vilhena", "529.982.247-25"),
      ("Ivo Sá", "111.444.777-35"),
    ]
    let rows = zip(numbers, persons).map { number, person in
      "\(number);pix;10,00;31/12/2030;\(person.0);\(person.1)\n"
    }
    let folder = try TemporaryFolder()
    let path = try folder.file("fatura;tipo;valor;vencimento;pagador;cpf\n" + rows.joined())
    let check = Charges.check(
      ChargeSettings(begunAt: BrasiliaTime(Date(timeIntervalSince1970: 1_924_873_200))))
    let input = try Input(InputFile(path: path), reading: ReadingSettings(), for: check)
    var visitor = FirstCodes(sentences: check.sentences)
    _ = try await RecordPass(input, check).run(&visitor)
    return visitor.codes
  }

  private struct FirstCodes: RecordVisitor {
    let sentences: FindingSentences
    var codes: [String] = []

    var needsValues: Bool { false }
    mutating func begin(first: Int, count: Int) async throws {}
    mutating func visit(_ index: Int, of block: borrowing CheckedBlock, number: Int) throws {
      codes.append(block.findings(index).map { sentences.stableCode($0) }.first ?? "")
    }
    mutating func end() async throws {}
  }

  @Test(
    "Its own person is found in a number",
    arguments: [
      ("F-310.427.977-22", "custom_number.is_document"),
      ("x31042797722y", "custom_number.is_document"),
      ("conceicao-quaresma", "custom_number.is_name"), ("LOBO/Quaresma:1", "custom_number.is_name"),
      ("quaresma-01", "custom_number.has_name"), ("LOBO-1", "custom_number.has_name"),
      ("F-2026-000017", ""), ("lo-1", ""),
    ])
  func ownPerson(_ number: String, _ code: String) async throws {
    #expect(try await Self.findings([number, "f-2", "f-3"]) == [code, "", ""])
  }

  @Test(
    "So is another person of the sheet, before and behind",
    arguments: [
      ("529.982.247-25", "custom_number.is_document"), ("52998224725", "custom_number.is_document"),
      ("00052998224725", "custom_number.is_document"),
      ("714.287.938-60", "custom_number.may_be_document"),
      ("vilhena_eulalia", "custom_number.may_be_name"),
      ("EulaliaVilhena", "custom_number.may_be_name"), ("f-1", ""),
    ])
  func others(_ number: String, _ code: String) async throws {
    #expect(try await Self.findings([number, "f-2", "f-3"]) == [code, "", ""])
    #expect(try await Self.findings(["g-1", "g-2", number]) == ["", "", code])
  }
}
