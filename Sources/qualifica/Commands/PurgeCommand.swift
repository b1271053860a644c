import ArgumentParser
import Foundation
import BulkEngine

/// `qualifica purge RUN`
struct PurgeCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    .said(
      "purge",
      (
        "Remove the personal data of a finished run; the journal stays as proof.",
        "Remove os dados pessoais de uma execução concluída; o diário fica como prova."
      ),
      more: (
        """
        Removes the output files, corrected ones too (fix.edited.csv), the copy of the input, what \
        fetch put into the folder, pages to print and what the simulator kept, also in the folders of \
        its fix.csv. The journal and summary.json hold \
        nothing personal and stay, so status still works; resume and export do not any more. The input \
        file is yours and is not touched. On a terminal it asks first.
        """,
        """
        Remove os arquivos de saída, também os corrigidos (fix.edited.csv), a cópia da entrada, o que \
        fetch gravou na pasta, as páginas para imprimir e o que o simulador guardou, inclusive nas \
        pastas do fix.csv. O diário e summary.json não têm dados \
        pessoais e ficam: status continua funcionando; resume e export, não. A planilha original é sua \
        e não é tocada. Num terminal, pergunta antes.
        """
      ))
  }

  @Argument(
    help: .said("The run folder.", "A pasta da execução.", value: ("run", "pasta")),
    completion: .directory)
  var run: String

  @Flag(help: .said("Do not ask.", "Não pergunta."))
  var yes = false

  @Flag(
    help: .said(
      "Also a run that is not finished: what is left of it will never be settled.",
      "Também uma execução não concluída: o que falta dela nunca será resolvido."))
  var unfinished = false

  @OptionGroup(title: OptionTitle.messages) var messages: MessageOptions

  func run() async throws {
    let sources = try SettingSources()
    let messages = try messages.settings(sources)
    let purge = try await Purge(OpenRun(path: run, goesOn: false), givesUp: unfinished)
    let says = SessionMessages(messages)
    let names = try purge.content().personal
    guard
      try names.isEmpty || yes || !Terminal.inputIsTerminal
        || (!messages.noInput && Consent.isPossible && says.asksForPurge(names))
    else {
      throw RunFailure.purgeDeclined
    }
    let content = try await purge.perform()
    if messages.json { try Terminal.answer(json: try PurgeReport(content).json()) }
    says.purged(content, folder: purge.folder)
  }
}
