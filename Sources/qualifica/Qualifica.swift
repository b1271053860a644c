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
      DoctorCommand.self, RulesCommand.self, SimulatorCommand.self,
    ])

  static func main() async {
    StandardDescriptors.secure()
    Terminal.ignoreBrokenPipes()
    do {
      var command = try parseAsRoot(TooManyArguments.refuse(SystemPath.arguments))
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let end as RunEnd {
      Terminal.exit(end.code)
    } catch let error where Failure.isUsage(error) {
      exit(withError: error)
    } catch {
      let failure = Failure(error)
      let language = Language(arguments: SystemPath.arguments)
      Terminal.say(failure.text(language))
      Terminal.exit(failure.code)
    }
  }
}
