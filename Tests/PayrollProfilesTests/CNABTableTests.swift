import Foundation
import Spreadsheets
import Testing

/// Tables of positions for writing, compared with the samples' own.
struct CNABTableTests {
  private struct File: Decodable {
    var dialects: [String: [String: [[Cell]]]]
  }

  private enum Cell: Decodable {
    case text(String)
    case number(Int)

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let number = try? value.decode(Int.self) {
        self = .number(number)
      } else {
        self = .text(try value.decode(String.self))
      }
    }

    var text: String {
      switch self {
      case .text(let text): text
      case .number(let number): String(number)
      }
    }
  }

  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "CNAB")

  @Test("Every dialect has the positions of the layouts beside the samples")
  func tables() throws {
    let data = try Data(contentsOf: Self.folder.appending(path: "layouts.json"))
    let file = try JSONDecoder().decode(File.self, from: data)
    for layout in CNABLayout.allCases {
      let wanted = try #require(file.dialects[layout.rawValue])
      let tables = CNABTable.tables(of: layout)
      #expect(Set(tables.keys) == Set(wanted.keys), "\(layout)")
      for (record, rows) in wanted {
        let fields = try #require(tables[record])
        let written = fields.map { field in
          let decimals = field.decimals > 0 ? String(field.decimals) : ""
          return [
            field.name, String(field.start), String(field.end),
            (field.isNumber ? "N" : "A") + decimals, field.standard,
          ]
        }
        #expect(written == rows.map { $0.map(\.text) }, "\(layout.rawValue) \(record)")
      }
    }
  }
}
