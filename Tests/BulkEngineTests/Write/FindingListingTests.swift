import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// A column that is wrong as a whole is one thing to say, not a million.
struct FindingListingTests {
  private func findings(_ rows: [String], _ settings: CheckSettings) async throws -> [Substring] {
    let folder = try TemporaryFolder()
    let path = try folder.file(
      "nome;cpf;banco;agencia;conta;dv conta\n" + rows.joined(separator: "\n") + "\n")
    let input = try Input(path: path, reading: ReadingSettings(), needsAmount: false)
    _ = try await ResultFiles.write(
      to: .init(statuses: TestOperation.statuses, folder: folder.path),
      pass: RecordPass(input, settings: settings), run: nil,
      journal: nil)
    return try folder.text(of: "findings.csv").split(separator: "\n").dropFirst().map { $0 }
  }

  /// A payee whose name has two blanks: a repair, and nothing else.
  private let repaired = "Ana  Lima;52998224725;341;2545;02366;1"

  @Test("Of one repair a thousand are listed and the rest counted")
  func ofOneRepairAThousandAreListedAndTheRestCounted() async throws {
    let rows = Array(repeating: repaired, count: 1_003)
    let lines = try await findings(rows, CheckSettings()).filter {
      $0.contains(";blanks_collapsed;")
    }
    #expect(lines.count == 1_001)
    #expect(lines[999].hasPrefix("1001;name;repair;"))
    #expect(lines[1000] == ";name;repair;blanks_collapsed;3 more: Blanks in name collapsed.;")
  }

  @Test("Up to a thousand nothing is counted")
  func upToAThousandNothingIsCounted() async throws {
    let rows = Array(repeating: repaired, count: 1_000)
    let lines = try await findings(rows, CheckSettings()).filter {
      $0.contains(";blanks_collapsed;")
    }
    #expect(lines.count == 1_000 && !lines.contains { $0.hasPrefix(";") })
  }

  @Test("Every error is listed")
  func everyErrorIsListed() async throws {
    let rows = Array(repeating: "Ana Lima;52998224726;341;2545;02366;1", count: 1_500)
    let lines = try await findings(rows, CheckSettings()).filter { $0.contains(";error;") }
    #expect(lines.count(where: { $0.contains(";document.check_digit;") }) == 1_500)
  }
}
