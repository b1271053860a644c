import ArgumentParser
import BulkEngine
import Operations

/// `qualifica rules [BANK]`
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Show what is known about a bank's branches and accounts, and how certain it is.")

  @Argument(help: "COMPE code, ISPB or name of a bank; without it all banks with a rule.")
  var bank: String?

  @OptionGroup var bankList: BankListOptions
  @OptionGroup(title: "Messages") var messages: MessageOptions

  func run() throws {
    let sources = try SettingSources()
    let messages = try messages.settings(sources)
    let language = messages.language
    let banks = try bankList.banks(sources)
    guard let bank else {
      let table = RuleTable(banks)
      return try answer(messages.json ? table.json() : nil, table.lines(language))
    }
    let report = try RuleReport(BankQuestion(bank, in: banks), banks)
    if let remark = report.remark(language) { Terminal.say(remark) }
    try answer(messages.json ? report.json() : nil, report.lines(language))
  }

  private func answer(_ json: String?, _ lines: [String]) throws {
    guard let json else { return try Terminal.answer(lines) }
    try Terminal.answer(json: json)
  }
}
