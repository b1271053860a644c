import Foundation
import Testing

extension Promises {
  /// The API names persons whom the sheet does not have: the journal has no name.
  @Suite("persons behind the ids of a sheet (ShownPersons)") struct StrangerTests {
    private static let sentence =
      "Recusado para AURELIA EXEMPLO (Exemplo, Aurélia), CPF 310.427.977-22"

    @Test(
      "A refusal that names the person who is behind an id is kept without the name",
      arguments: [
        ("charge-cancel", 1, "charge_id\n11\n"), ("refund", 4, "charge_id;amount\n11;1,00\n"),
      ])
    func refused(_ operation: String, _ status: Int, _ sheet: String) async throws {
      let api = PayinChargesAPI([.init(id: 11, status: status)])
      api.fail(Array(repeating: .refuses(Self.sentence), count: 9))
      try await api.whileRunning { desk in
        try desk.folder.write(sheet, to: "ids.csv")
        let end = try await desk.command(
          desk.runArguments(
            "ids.csv", ["--operation", operation, "--yes", "-v", "--log-file", "log.jsonl"]))
        let results = try desk.table("ids.qualifica/results.csv")
        #expect(results["q_message"][0].hasPrefix("Recusado para "), "\(results["q_message"])")
        var texts = [end.errors, end.output, results["q_message"][0]]
        for name in try desk.folder.names(in: "ids.qualifica") + ["../log.jsonl"] {
          texts.append(
            String(decoding: try desk.folder.bytes(of: "ids.qualifica/\(name)"), as: UTF8.self))
        }
        for text in texts {
          let folded = text.lowercased().folding(options: .diacriticInsensitive, locale: nil)
          for word in ["aurelia", "exemplo", "310.427.977", "31042797722"] {
            #expect(!folded.contains(word))
          }
        }
      }
    }
  }
}
