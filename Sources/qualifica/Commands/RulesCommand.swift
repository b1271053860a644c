import ArgumentParser
import BulkEngine
import Operations

/// `qualifica rules [BANK]`
struct RulesCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "rules",
      (
        "Show what is known about a bank's branches and accounts, and how certain it is.",
        "Mostra o que se sabe das agências e contas de um banco, e com que certeza."
      ), examples: ["qualifica rules", "qualifica rules 237", "qualifica rules nubank"])
  }

  @Argument(
    help: .said(
      "COMPE code, ISPB or name of a bank; without it all banks with a rule.",
      "Código COMPE, ISPB ou nome de um banco; sem ele, todos os bancos com regra.",
      value: ("bank", "banco")))
  var bank: String?

  @OptionGroup var bankList: BankListOptions
  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() throws {
    let sources = try SettingSources()
    let messages = try messages.settings(sources)
    let language = messages.language
    let banks = try bankList.banks(sources)
    guard let bank else {
      let table = RuleTable(banks)
      return try answer(
        messages.json ? table.json() : nil, table.lines(language, columns: Terminal.outputColumns))
    }
    let report = try RuleReport(BankQuestion(bank, in: banks), banks)
    if let remark = report.remark(language) { Terminal.say(remark) }
    try answer(
      messages.json ? report.json() : nil,
      report.lines(language).flatMap {
        TextLayout.wrapped($0, to: Terminal.outputColumns, indent: 4)
      })
  }

  private func answer(_ json: String?, _ lines: [String]) throws {
    guard let json else { return try Terminal.answer(lines) }
    try Terminal.answer(json: json)
  }
}
