import ArgumentParser
import Foundation
import Qualification

/// `qualifica inspect FILE`
struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what is recognised in FILE: encoding, delimiter, header, columns.")

  @Argument(help: "The spreadsheet export.")
  var file: String

  @Option(help: "Encoding instead of the detected one.")
  var encoding: String?

  @Option(help: "Delimiter instead of the detected one.")
  var delimiter: String?

  @Option(help: "FIELD=COLUMN; may repeat.")
  var map: [String] = []

  @OptionGroup(title: "Messages") var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let language = try messages.language(sources)
    guard FileManager.default.fileExists(atPath: file) else {
      throw RunFailure.noSuchFile(path: file)
    }
    var options = ReadingOptions()
    options.encoding = encoding
    options.delimiter = delimiter
    options.map = map
    let input = try Input(
      path: file, reading: try options.reading(sources), needsAmount: false)
    let report = InspectReport(input)
    try Terminal.answer(messages.json ? try report.json() : report.text(language))
  }
}
