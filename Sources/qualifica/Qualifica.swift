import ArgumentParser
import Foundation
import Spreadsheets

/// The command `qualifica`: parses, runs, turns failures into a sentence and an exit code.
@main
struct Qualifica: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qualifica",
    abstract:
      "Checks payees of a spreadsheet and qualifies their bank accounts, each exactly once.",
    discussion: """
      Try it without token and network:  qualifica run samples/payroll.csv --simulate
      """,
    version: ProgramVersion.text,
    subcommands: [
      RunCommand.self, CheckCommand.self, InspectCommand.self, ResumeCommand.self,
      ListenCommand.self, StatusCommand.self, ExportCommand.self, PurgeCommand.self,
      DoctorCommand.self, ConfigCommand.self, RulesCommand.self,
      ProfilesCommand.self, SimulatorCommand.self,
    ])

  static func main() async {
    StandardDescriptors.secure()
    StandardDescriptors.secureFileModes()
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
    } catch let end as RunEnd {
      Terminal.exit(end.code)
    } catch let error where Failure.isUsage(error) {
      Terminal.endParsing(
        fullMessage(for: error), code: exitCode(for: error).rawValue,
        arguments: SystemPath.arguments)
    } catch {
      fail(error)
    }
  }

  private static func perform() async throws {
    var command = try parseAsRoot(TooManyArguments.refuse(SystemPath.arguments))
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
    Terminal.say(failure.text(Language.current))
    Terminal.exit(failure.code)
  }
}
