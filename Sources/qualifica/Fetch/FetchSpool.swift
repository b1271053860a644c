import BulkEngine
import Foundation
import Operations
import Spreadsheets

/// What was fetched so far, beside the file that it becomes: `FILE.part`, mode 0600.
///
/// Its first line says what was asked for. Then come the things of each page, a line each, and a line
/// that says which page is next: what stands behind the last such line is fetched again.
final class FetchSpool {
  /// What a fetch is; another one does not go on with it.
  struct Head: Codable, Equatable {
    var kind: String
    var host: String
    var from: String?
    var to: String?
    var changed: Bool?
    var merchant: Int?
    var run: String?
    /// Columns of the program that began it.
    var columns: [String]
  }

  private struct Line: Codable {
    var head: Head?
    var began: Date?
    /// The day that stands for a missing `--to`.
    var until: String?
    var key: String?
    var rows: [[String]]?
    var next: Int?
    var total: Int?
  }

  private let lines: LineSpool
  private var keys: Set<String> = []
  /// The page to ask for.
  private(set) var nextPage = 1
  private(set) var rowCount = 0
  /// How many things the API counted on the latest page that said so.
  private(set) var total: Int?
  /// How many it counted at first: what came later is not owed.
  private(set) var firstTotal: Int?
  /// The last day that is asked for; nil where none is.
  private(set) var until: String?
  /// Whether an earlier process left something to go on with.
  private(set) var goesOn = false
  private let decoder = JSONDecoder()
  private let encoder = JSONEncoder()

  /// What lies longer is of another day: states have changed since.
  private static let longest: TimeInterval = 86_400

  static func path(of file: String) -> String { file + ".part" }

  /// Things that were met.
  var count: Int { keys.count }

  /// - Parameter until: the last day, where the command was given none.
  /// - Throws: ``FetchInUse``, ``OtherFetch``, ``SpreadsheetError``.
  init(file: String, _ head: Head, until: String?, now: Date) throws {
    let path = Self.path(of: file)
    guard let lines = try LineSpool(path: path) else { throw FetchInUse(path: path) }
    self.lines = lines
    self.until = until
    var whole: Int64 = 0
    var place: Int64 = 0
    var (isOld, isOther) = (false, false)
    var pending: [(key: String, rows: Int)] = []
    try lines.eachLine { bytes in
      guard let line = try? decoder.decode(Line.self, from: Data(bytes)) else {
        if place == 0 { throw SpreadsheetError.refusesToReplace(path: path) }
        return false
      }
      place += Int64(bytes.count + 1)
      if place == Int64(bytes.count + 1) {
        guard let began = line.head, let at = line.began else {
          throw SpreadsheetError.refusesToReplace(path: path)
        }
        isOld = now.timeIntervalSince(at) > Self.longest
        isOther = began != head
        self.until = line.until
        whole = place
        return !isOld
      }
      if let key = line.key { pending.append((key, line.rows?.count ?? 0)) }
      guard let next = line.next else { return true }
      for thing in pending where keys.insert(thing.key).inserted { rowCount += thing.rows }
      pending = []
      nextPage = next
      note(line.total)
      whole = place
      return true
    }
    // One that was refused before it had anything is nothing to go on with.
    if isOther, !isOld, nextPage > 1 { throw OtherFetch(path: path) }
    if isOld || isOther || whole == 0 {
      self.until = until
      try lines.cut(to: 0)
      try append([Line(head: head, began: now, until: until)])
    } else {
      goesOn = nextPage > 1
      try lines.cut(to: whole)
    }
  }

  /// Whether the thing was met already.
  func knows(_ key: String) -> Bool { keys.contains(key) }

  /// Keeps what a page brought, and which one is next.
  ///
  /// - Throws: ``SpreadsheetError``.
  func keep(_ items: [Reading.Item], next: Int, total: Int? = nil) throws {
    var kept: [Line] = []
    for item in items where keys.insert(item.key).inserted {
      kept.append(Line(key: item.key, rows: item.rows))
      rowCount += item.rows.count
    }
    nextPage = next
    note(total)
    try append(kept + [Line(next: next, total: total)])
  }

  private func note(_ total: Int?) {
    self.total = total ?? self.total
    firstTotal = firstTotal ?? total
  }

  private func append(_ kept: [Line]) throws {
    var bytes: [UInt8] = []
    for line in kept { bytes += try encoder.encode(line) + [0x0A] }
    try lines.append(bytes)
  }

  /// Gives every row, in the order in which they came.
  ///
  /// - Throws: ``SpreadsheetError`` and what `body` throws.
  func eachRow(_ body: ([String]) throws -> Void) throws {
    try lines.eachLine { bytes in
      let line = try decoder.decode(Line.self, from: Data(bytes))
      for row in line.rows ?? [] { try body(row) }
      return true
    }
  }

  /// Forgets everything: the file stands in its place.
  func remove() { lines.remove() }
}

/// Another process fetches into the same file.
struct FetchInUse: CommandError {
  let path: String
  var status: ExitStatus { .comeBackLater }

  var explanation: Explanation {
    Explanation(
      Bilingual(
        "\(path) is in use: another process fetches into the same file.",
        "\(path) está em uso: outro processo está baixando para o mesmo arquivo."),
      next: Bilingual(
        "Wait for it, or name another file with --output.",
        "Espere que termine ou informe outro arquivo com --output."))
  }
}

/// What was left by an earlier process is something else.
struct OtherFetch: CommandError {
  let path: String
  var status: ExitStatus { .usage }

  var explanation: Explanation {
    Explanation(
      Bilingual(
        "\(path) was begun with another list, host or other days.",
        "\(path) foi iniciado com outra lista, outro servidor ou outras datas."),
      next: Bilingual(
        "Give the same options again to go on, name another file with --output, or remove it.",
        "Use as mesmas opções para continuar, informe outro arquivo com --output ou apague-o."))
  }
}
