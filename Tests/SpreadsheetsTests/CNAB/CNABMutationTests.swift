import Foundation
import QualificaTestKit
import Testing

@testable import Spreadsheets

/// The reader of CNAB under damage: it refuses or reads, and what it reads does not depend on how.
struct CNABMutationTests {
  private static let names = [
    "febraban-10-salarios.rem", "febraban-10-pix-conta.rem", "bradesco-pix-chave.rem",
    "itau-sispag-salarios.rem", "santander-pagfor.rem", "febraban-86-fornecedores.rem",
  ]
  private static let letters = Array("0123456789AZ X-;\u{1A}é".utf8)

  /// Bytes changed, lines taken out, doubled or exchanged.
  private static func damage(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      switch Int.random(in: 0..<8, using: &random) {
      case 0..<4:
        let index = Int.random(in: 0..<bytes.count, using: &random)
        bytes[index] = letters[Int.random(in: 0..<letters.count, using: &random)]
      case 4:
        bytes.remove(at: Int.random(in: 0..<bytes.count, using: &random))
      default:
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let line = Int.random(in: 0..<lines.count, using: &random)
        let other = Int.random(in: 0..<lines.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: lines.remove(at: line)
        case 1: lines.insert(lines[line], at: other)
        default: lines.swapAt(line, other)
        }
        bytes = Array(lines.joined(separator: [0x0A]))
        if bytes.isEmpty { bytes = [0x30] }
      }
    }
    return bytes
  }

  /// Counts and sums put right again, so that the damage is not found by them.
  private static func repaired(_ bytes: [UInt8]) -> [UInt8] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    var (start, sum, lots) = (0, Int64(0), 0)
    for index in lines.indices where lines[index].count >= 240 {
      switch lines[index][7] {
      case 0x31: (start, sum, lots) = (index, 0, lots + 1)
      case 0x33 where lines[index][13] == 0x41:
        sum &+= Int64(String(decoding: lines[index][119..<134], as: UTF8.self)) ?? 0
      case 0x35:
        write(Int64(index - start + 1), at: 17, count: 6, &lines[index])
        write(sum, at: 23, count: 18, &lines[index])
      case 0x39:
        write(Int64(lots), at: 17, count: 6, &lines[index])
        write(Int64(index + 1), at: 23, count: 6, &lines[index])
      default: break
      }
    }
    return Array(lines.joined(separator: [0x0A]))
  }

  private static func write(_ number: Int64, at start: Int, count: Int, _ line: inout [UInt8]) {
    let digits = Array(String(number).utf8.suffix(count))
    let padded = [UInt8](repeating: 0x30, count: count - digits.count) + digits
    for (index, byte) in padded.enumerated() { line[start + index] = byte }
  }

  @Test("Damaged files are refused or read, the same however they are cut", arguments: 0..<6)
  func damaged(_ sample: Int) throws {
    let original = try CNABSample.bytes(Self.names[sample])
    var random = SeededGenerator(seed: UInt64(sample + 1) * 977)
    let folder = try TemporaryFolder()
    var accepted = 0
    for round in 0..<250 {
      var bytes = Self.damage(original, &random)
      if round % 3 > 0 { bytes = Self.repaired(bytes) }
      let path = try folder.file(bytes, name: "damaged.rem")
      do throws(SpreadsheetError) {
        let format = try TabularFormat.detect(path: path)
        guard let cnab = format.cnab else { continue }
        accepted += 1
        try Self.examine(path, format, cnab, random: &random)
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
    #expect(accepted > 20)
  }

  private static func examine(
    _ path: String, _ format: TabularFormat, _ cnab: CNABFormat, random: inout SeededGenerator
  ) throws(SpreadsheetError) {
    do {
      let whole = try readAll(path, format: format)
      let limits = ReadingLimits(
        blockBytes: 64, readBytes: Int.random(in: 1...700, using: &random),
        pieceBytes: Int.random(in: 1...900, using: &random))
      #expect(try readAll(path, format: format, limits: limits) == whole)
      let rows = whole.rows.dropFirst()
      #expect(rows.count == cnab.records)
      #expect(rows.allSatisfy { $0.fields.count == CNABPayment.columns.count })
      if let row = rows.randomElement(using: &random) {
        let rest = try readAll(path, format: format, at: row.position)
        #expect(rest.rows == whole.rows.filter { $0.byteOffset >= row.byteOffset })
      }
    } catch let error as SpreadsheetError {
      throw error
    } catch {
      Issue.record("\(error)")
    }
  }
}
