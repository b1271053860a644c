import ArgumentParser

@main
struct Qualifica: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "qualifica")
}
