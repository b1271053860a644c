package import BrazilianBanking
package import BulkEngine
package import Operations

/// What the local check made of one row of a sheet.
package struct CheckedRow {
  package var judgement: Judgement
  package var findings: [Finding]
  package var record: OutgoingRecord?

  package var codes: [String] { findings.map(\.stableCode) }
  package var errors: [String] { findings.filter { $0.severity == .error }.map(\.stableCode) }
  package var warnings: [String] { findings.filter { $0.severity == .warning }.map(\.stableCode) }
  package var repairs: [String] { findings.filter { $0.severity == .repair }.map(\.stableCode) }
}

/// Checks every row of a sheet.
package func checkedRows(
  of text: String, settings: CheckSettings = CheckSettings(),
  reading: ReadingSettings = ReadingSettings(), banks: BankDirectory = .bundled
) async throws -> [CheckedRow] {
  let folder = try TemporaryFolder()
  let path = try folder.file(text)
  let input = try Input(
    path: path, reading: reading, needsAmount: settings.needsAmount)
  var collecting = Collecting()
  _ = try await RecordPass(input, settings: settings, directory: banks).run(&collecting)
  return collecting.rows
}

/// Checks a sheet of one row, given by header.
package func checkedRow(
  _ cells: [String: String], settings: CheckSettings = CheckSettings(),
  banks: BankDirectory = .bundled
) async throws -> CheckedRow? {
  var row = [
    "nome": "Ana Lima", "cpf/cnpj": "52998224725", "banco": "341", "agencia": "2545",
    "conta": "02366", "dv conta": "1", "tipo conta": "C",
  ]
  for (header, cell) in cells { row[header] = cell }
  let columns = row.sorted { $0.key < $1.key }
  let quoted = columns.map { "\"\($0.value.replacing("\"", with: "\"\""))\"" }
  let text =
    columns.map(\.key).joined(separator: ";") + "\n" + quoted.joined(separator: ";") + "\n"
  return try await checkedRows(of: text, settings: settings, banks: banks).first
}

/// Keeps what a pass shows.
private struct Collecting: RecordVisitor {
  var rows: [CheckedRow] = []

  var needsValues: Bool { true }

  mutating func begin(first: Int, count: Int) async throws {}

  mutating func visit(
    _ index: Int, of block: borrowing CheckedBlock, number: Int
  ) throws {
    let code = block.newCode(index) ?? block.customCode(index)
    let judgement = block.judgement(index)
    rows.append(
      CheckedRow(
        judgement: judgement, findings: Array(block.findings(index)),
        record: judgement == .ready
          ? block.outgoing(
            index, number: number, customCode: String(decoding: code, as: UTF8.self))
          : nil))
  }

  mutating func end() async throws {}
}
