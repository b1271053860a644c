import ArgumentParser
import Foundation
import Spreadsheets

/// The command `qualifica`: parses, runs, turns failures into a sentence and an exit code.
@main
struct Qualifica: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "qualifica",
      abstract: Language.said(
        "Checks payees of a spreadsheet and qualifies their bank accounts, each exactly once; bills people "
          + "in the same way (--operation charge).",
        "Verifica os favorecidos de uma planilha e qualifica suas contas bancárias, cada uma uma única "
          + "vez; emite cobranças do mesmo jeito (--operation charge)."),
      discussion: Language.said(
        """
        See it at work, then try a sheet of your own, without token and network:
          qualifica demo
          qualifica run sheet.csv --simulate
        """,
        """
        Veja como funciona e depois experimente com uma planilha sua, sem chave e sem rede:
          qualifica demo
          qualifica run planilha.csv --simulate
        """),
      version: ProgramVersion.text,
      subcommands: [
        RunCommand.self, CheckCommand.self, InspectCommand.self, ResumeCommand.self,
        WorkCommand.self, ListenCommand.self, StatusCommand.self, ExportCommand.self,
        PurgeCommand.self, OperationsCommand.self, TemplateCommand.self, FetchCommand.self,
        LedgerCommand.self, DoctorCommand.self,
        RulesCommand.self, ProfilesCommand.self,
        ConfigCommand.self, SimulatorCommand.self, DemoCommand.self, ManualCommand.self,
      ])
  }

  static func main() async {
    Interruption.ignoreQuestions()
    StandardDescriptors.secure()
    StandardDescriptors.secureFileModes()
    LocaleNames.secure()
    ProcessMemory.keepPrivate()
    Terminal.ignoreBrokenPipes()
    OpenFiles.raise()
    TokenOptions.keepSecretsOfEnvironment()
    // Before the signals are taken over: each needs an open file, and the library stops the process
    // where it gets none.
    do {
      try MemoryRoom.require()
      try OpenFiles.require()
    } catch { end(Failure(error)) }
    do {
      try await Interruption.shared.cancelling { try await perform() }
      Monitor.shared.end(0)
    } catch let end as RunEnd {
      Monitor.shared.end(Int(end.code.rawValue))
      Terminal.exit(end.code)
    } catch let error where Failure.isUsage(error) {
      let code = exitCode(for: error).rawValue
      let names = configuration.subcommands.compactMap { $0.configuration.commandName }
      if code != 0, let text = ParserWords.meant(SystemPath.arguments, of: names, Language.current)
      {
        Terminal.endParsing(text, code: code, arguments: SystemPath.arguments)
      }
      Terminal.endParsing(
        ParserWords.text(fullMessage(for: error), Language.current), code: code,
        arguments: SystemPath.arguments)
    } catch {
      fail(error)
    }
  }

  private static func perform() async throws {
    let arguments = try EmptyArgument.refuse(TooManyArguments.refuse(SystemPath.arguments))
    var command = try parseAsRoot(arguments)
    if var command = command as? any AsyncParsableCommand {
      try await command.run()
    } else {
      try command.run()
    }
  }

  private static func fail(_ error: any Error) -> Never {
    var error = error
    if let status = Interruption.shared.status, Interruption.shared.explains(error) {
      error = Interrupted(status: status)
    }
    end(Failure(error))
  }

  private static func end(_ failure: Failure) -> Never {
    let text = failure.text(Language.current)
    Monitor.shared.end(Int(failure.code.rawValue), text)
    Terminal.say(Terminal.wrapped(text))
    Terminal.exit(failure.code)
  }
}
