/// The version of the program, as `--version`, the journal and the API see it.
enum ProgramVersion {
  static let text = "0.1.0"
}
