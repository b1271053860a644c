import BulkEngine
import Spreadsheets

/// What the outputs of a run or a check are called: `fix.csv`, of JSON lines `fix.ndjson`, of a workbook
/// `fix.xlsx`, which has a `fix.csv` beside it.
struct OutputNames: Sendable {
  /// What the names end with.
  let ending: String
  /// The file to correct.
  let fix: String
  private let goodFile: String

  init(_ input: Input, _ output: OutputSettings) {
    let isJSON = output.format == .ndjson || input.format.ofOutputs.dialect == nil
    ending = isJSON ? Self.jsonLines : Self.csv
    let hasWorkbook = output.format.map { $0 == .xlsx } ?? input.format.isFromWorkbook
    fix = "\(OutputFiles.fix).\(hasWorkbook ? Self.workbook : ending)"
    goodFile = input.layout.outputs.goodFile
  }

  /// As they stand in a folder.
  init(in folder: RunFolder) {
    func has(_ stem: String, _ ending: String) -> Bool {
      SystemPath.exists("\(folder.path)/\(stem).\(ending)")
    }
    let isJSON = !has(OutputFiles.results, Self.csv) && has(OutputFiles.results, Self.jsonLines)
    let ending = isJSON ? Self.jsonLines : Self.csv
    self.ending = ending
    fix = "\(OutputFiles.fix).\(has(OutputFiles.fix, Self.workbook) ? Self.workbook : ending)"
    goodFile = has(OutputFiles.done, ending) ? OutputFiles.done : OutputFiles.valid
  }

  private static let csv = "csv"
  private static let jsonLines = "ndjson"
  private static let workbook = "xlsx"

  var pending: String { "\(OutputFiles.pending).\(ending)" }
  var results: String { "\(OutputFiles.results).\(ending)" }
  var findings: String { "\(OutputFiles.findings).\(ending)" }
  var good: String { "\(goodFile).\(ending)" }

  /// What a status means, with the files named as they are called here.
  func meaning(of status: Verdict, _ language: Language) -> String {
    status.meaning.text(language)
      .replacing("\(OutputFiles.fix).\(Self.csv)", with: fix)
      .replacing("\(goodFile).\(Self.csv)", with: good)
  }
}
