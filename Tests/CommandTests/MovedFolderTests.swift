import Foundation
import Testing

/// A run folder is moved, mostly together with the sheet beside it.
@Suite struct MovedFolderTests {
  private static let people = Payee.people(6, seed: 91)
  private static let money = ["--service", "4"]

  enum Way: CaseIterable, Sendable {
    case run
    case resume
    /// The sheet went to another place than its folder, under another name.
    case sheetElsewhere
  }

  /// A plan made in `old`, nothing sent, all of it in `new`.
  private static func moved(_ desk: Desk, _ file: String = "payees.csv") async throws {
    let old = desk.folder.path("old")
    try FileManager.default.createDirectory(atPath: old, withIntermediateDirectories: true)
    try desk.folder.write(Payroll(people).text, to: "old/\(file)")
    let planned = try await desk.command(desk.runArguments("old/\(file)", money))
    #expect(planned.code == 64, "\(planned.errors)")
    try FileManager.default.moveItem(atPath: old, toPath: desk.folder.path("new"))
  }

  @Test("A run that was moved goes on, and its files are written", arguments: Way.allCases)
  func goesOn(_ way: Way) async throws {
    try await Desk.withSimulator { desk in
      try await Self.moved(desk)
      let folder = "new/payees.qualifica"
      let end: CommandEnd
      switch way {
      case .run:
        end = try await desk.command(desk.runArguments("new/payees.csv", Self.money + ["--yes"]))
      case .resume: end = try await desk.resume(folder, "--yes")
      case .sheetElsewhere:
        try FileManager.default.moveItem(
          atPath: desk.folder.path("new/payees.csv"), toPath: desk.folder.path("sheet.csv"))
        end = try await desk.command(
          desk.runArguments("sheet.csv", Self.money + ["--yes", "-o", folder]))
      }
      #expect(end.code == 0, "\(end.errors)")
      #expect(try desk.table("\(folder)/payable.csv").rows.count == 6)
      #expect(try await desk.statistics().records == 6)
      // What reads the journal alone finds the sheet from now on.
      let again = try await desk.command(["export", folder, "--lang", "en"])
      #expect(again.code == 0, "\(again.errors)")
      #expect(try await desk.statistics().records == 6)
    }
  }

  @Test("Another sheet of that name in the new place is not sent")
  func anotherSheetOfThatNameIsNotSent() async throws {
    try await Desk.withSimulator { desk in
      try await Self.moved(desk)
      try desk.folder.write(Payroll(Payee.people(6, seed: 92)).text, to: "new/payees.csv")
      let end = try await desk.resume("new/payees.qualifica", "--yes")
      #expect(end.code == 65 && end.errors.contains("is not the file that was planned"))
      #expect(try await desk.statistics().records == 0)
    }
  }
}
