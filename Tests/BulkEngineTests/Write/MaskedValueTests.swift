import Foundation
import QualificaTestKit
import Testing

@testable import BulkEngine
@testable import Operations

/// `masked_value` shows which cell is meant, never what stands in it.
struct MaskedValueTests {
  @Test(
    "The value of a finding is masked as its field wants",
    arguments: [
      ("cpf/cnpj", "529.982.247-26", "***.982.247-**"),
      ("cpf/cnpj", "1122233300018", "***********18"),
      ("nome", "=Ana Lima", "=. L."), ("conta", "02A66", "***66"), ("agencia", "12345", "***45"),
      ("tipo conta", "aplicação", "*******ão"), ("valor", "1.234.567", "*****67"),
      ("agencia", "123 456 789 09", "*********09"),
      ("chave pix", "529.982.247-26", "************26"),
    ])
  func valuesOfFindings(_ header: String, _ cell: String, _ masked: String) async throws {
    let folder = try TemporaryFolder()
    let columns = [
      "nome": "Ana Lima", "cpf/cnpj": "52998224725", "banco": "341", "agencia": "2545",
      "conta": "02366", "dv conta": "1", "tipo conta": "C",
    ].merging([header: cell]) { $1 }.sorted { $0.key < $1.key }
    let path = try folder.file(
      columns.map(\.key).joined(separator: ";") + "\n"
        + columns.map(\.value).joined(separator: ";") + "\n")
    let input = try Input(path: path, reading: ReadingSettings(), needsAmount: false)
    _ = try await ResultFiles.write(
      to: .init(statuses: TestOperation.statuses, folder: folder.path),
      pass: RecordPass(input, settings: CheckSettings()), run: nil, journal: nil)
    let lines = try folder.text(of: "findings.csv").split(separator: "\n").dropFirst()
    #expect(lines.contains { $0.hasSuffix(";" + masked) || $0.hasSuffix(";'" + masked) })
  }
}
