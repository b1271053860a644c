import Foundation
import Testing

extension Promises {
  /// What stands in a sheet does nothing to the page and is not told by it.
  @Suite struct PageSafetyTests {
    private static let people = Payee.people(60, seed: 712).enumerated().map { number, payee in
      var payee = number % 5 == 1 ? payee.withWrongDocument() : payee
      payee.code = "chave\(number)-\(70_000 + number * 7)"
      return payee
    }

    @Test(
      "No document, account, name or key of the sheet stands in the page", arguments: ["1", "4"])
    func nobody(service: String) async throws {
      let desk = try Desk()
      let wrongCodes = Self.people.prefix(8).map { payee in
        var payee = payee
        payee.code += " \(payee.document)"
        return payee
      }
      try desk.folder.write(Payroll(Self.people + wrongCodes).text, to: "payees.csv")
      let command = ["--service", service, "--lang", "pt-BR"]
      #expect(try await desk.command(["check", "payees.csv"] + command).code == 1)
      let run = ["run", "payees.csv", "--simulate", "--rate", "200", "--yes"] + command
      #expect(try await desk.command(run).code == 1)
      for folder in ["payees.check", "payees.qualifica"] {
        let page = try WrittenPage(desk, folder).html
        for payee in Self.people {
          let known =
            [payee.document, payee.name, payee.code]
            + (payee.account.count > 5 ? [payee.account] : [])
          for text in known { #expect(!page.contains(text), "\(folder)") }
          for word in payee.name.split(separator: " ") {
            #expect(!page.contains(word), "\(folder)")
          }
        }
      }
    }

    @Test("Markup, templates, control and bidirectional characters are text, wherever they stand")
    func attacks() async throws {
      let desk = try Desk()
      let attack = "<script>alert(1)</script>{{title}}\u{202E}\u{1B}[31m'\u{301}\"\u{301}onload=x"
      let long = String(repeating: "ção", count: 20_000)
      let people = Self.people.enumerated().map { number, payee in
        var payee = payee
        if number == 2 { payee.name = attack.replacing("\"", with: "") }
        if number == 3 { payee.bank = attack.replacing("\"", with: "") }
        if number == 4 { payee.document = "<b>\u{202E}\(payee.document)" }
        if number == 5 { payee.branch = long }
        return payee
      }
      let name = "folha <img src=x onerror=alert(1)> {{title}} 'x\u{301} & \u{202E}fim"
      try desk.folder.write(Payroll(people).text, to: "\(name).csv")
      #expect(try await desk.command(["check", "\(name).csv", "--lang", "pt-BR"]).code == 1)
      let page = try WrittenPage(desk, "\(name).check")
      #expect(page.unbalanced.isEmpty, "\(page.unbalanced)")
      let known: Set = [
        "html", "head", "meta", "title", "style", "body", "header", "p", "span", "h1", "bdi", "dl",
        "div", "dt", "dd", "main", "section", "h2", "ol", "li", "code", "ul", "data", "small",
        "nav",
        "a", "figure", "svg", "desc", "rect", "table", "caption", "thead", "tbody", "tr", "th",
        "td",
        "i", "details", "summary", "footer",
      ]
      for tag in page.tags {
        #expect(known.contains(String(tag.trimmingPrefix("<").trimmingPrefix("/"))), "\(tag)")
      }
      let hidden = page.html.unicodeScalars.filter {
        $0.properties.generalCategory == .format
          || ($0.properties.generalCategory == .control && $0 != "\n")
      }
      #expect(hidden.isEmpty)
      #expect(page.text.contains("{{title}}"))
      #expect(page.html.utf8.count < 120_000)
    }

    @Test("A link in its place is refused, and purge removes it")
    func places() async throws {
      let desk = try Desk()
      try desk.folder.write(Payroll(Array(Self.people.prefix(3))).text, to: "payees.csv")
      let run = ["run", "payees.csv", "--simulate", "--rate", "200"]
      #expect(try await desk.command(run).code == 1)
      #expect(desk.folder.exists("payees.qualifica/report.html"))
      #expect(try await desk.command(["purge", "payees.qualifica", "--yes"]).code == 0)
      #expect(!desk.folder.exists("payees.qualifica/report.html"))
      try desk.folder.write("precious\n", to: "precious")
      try FileManager.default.createDirectory(
        atPath: desk.folder.path("payees.check"), withIntermediateDirectories: false)
      try FileManager.default.createSymbolicLink(
        atPath: desk.folder.path("payees.check/report.html"), withDestinationPath: "../precious")
      #expect(try await desk.command(["check", "payees.csv"]).code == 73)
      #expect(try desk.folder.text(of: "precious") == "precious\n")
    }

    @Test("However many records and kinds of errors there are, the page stays small")
    func bounded() async throws {
      let desk = try Desk()
      let banks = (1...999).map { String($0) }
      let people = Payee.people(6_000, seed: 713).enumerated().map { number, payee in
        var payee = payee
        switch number % 7 {
        case 0: payee = payee.withWrongDocument()
        case 1: payee.bank = banks[number % banks.count]
        case 2: payee.account = "conta"
        case 3: payee.accountType = "?"
        case 4: payee.bank = String(repeating: "9", count: number % 60 + 4)
        default: break
        }
        return payee
      }
      try desk.folder.write(Payroll(people).text, to: "payees.csv")
      #expect(try await desk.command(["check", "payees.csv", "--lang", "pt-BR"]).code == 1)
      let page = try WrittenPage(desk, "payees.check")
      #expect(page.html.utf8.count < 120_000)
      #expect(page.text.contains(/E mais [0-9.]+, com [0-9.]+ registros: veja results\.csv/))
      #expect(page.text.contains("não reconhecido"))
    }
  }
}
