/// One entry of a workbook's list of sheets.
package struct WorkbookSheet: Sendable, Equatable {
  package let name: String
  /// Its place among all sheets, from 1.
  package let number: Int
  package let isHidden: Bool
  /// Whether it has cells; charts and dialogues have none.
  package let isTable: Bool
  /// Name of its part.
  let part: String
}

/// Where the parts of a workbook are: read from its relations, never guessed by name.
struct WorkbookParts: Sendable {
  let sheets: [WorkbookSheet]
  let countsFrom1904: Bool
  let sharedStrings: String?
  let styles: String?

  private static let mostBytes = 16 << 20

  /// - Throws: ``WorkbookReadingError``.
  init(of archive: ZipArchive) throws(WorkbookReadingError) {
    let root = try Self.relations(ofPart: "", archive)
    guard let main = root.values.first(where: { $0.kind == "officeDocument" }) else {
      throw .fault(.missingPart("_rels/.rels"))
    }
    let relations = try Self.relations(ofPart: main.target, archive)
    let list = SheetList()
    try Self.read(main.target, archive, list)
    countsFrom1904 = list.countsFrom1904
    sharedStrings = relations.values.first { $0.kind == "sharedStrings" }?.target
    styles = relations.values.first { $0.kind == "styles" }?.target
    sheets = list.entries.enumerated().map { index, entry in
      let relation = relations[entry.relation]
      return WorkbookSheet(
        name: entry.name, number: index + 1, isHidden: entry.isHidden,
        isTable: relation?.kind == "worksheet", part: relation?.target ?? "")
    }
    guard sheets.contains(where: \.isTable) else { throw .fault(.missingPart("worksheet")) }
  }

  /// Reads a part that must be there.
  private static func read(
    _ name: String, _ archive: ZipArchive, _ handler: any XMLHandler
  ) throws(WorkbookReadingError) {
    guard let member = archive[name] else { throw .fault(.missingPart(name)) }
    guard member.size <= Int64(mostBytes) else { throw .fault(.tooMany(name)) }
    try XMLReading.read(member, of: archive, handler)
  }

  /// The relations of a part by their id; those of the whole for an empty name.
  private static func relations(
    ofPart part: String, _ archive: ZipArchive
  ) throws(WorkbookReadingError) -> [String: Relations.Relation] {
    let slash = part.lastIndex(of: "/")
    let folder = slash.map { String(part[...$0]) } ?? ""
    let name = slash.map { String(part[part.index(after: $0)...]) } ?? part
    let relations = Relations(folder: folder)
    try read("\(folder)_rels/\(name).rels", archive, relations)
    return relations.byID
  }
}

/// The relations of a part.
private final class Relations: XMLHandler {
  struct Relation {
    /// The last part of its type: `worksheet`.
    var kind: String
    /// Name of the part.
    var target: String
  }

  private let folder: String
  private(set) var byID: [String: Relation] = [:]
  private var attributes: [String: String] = [:]
  private(set) var fault: WorkbookFault?
  var isDone: Bool { false }

  /// - Parameter folder: of the part, to which targets are relative.
  init(folder: String) {
    self.folder = folder
  }

  func start(_ tag: XMLTag) { attributes.removeAll(keepingCapacity: true) }

  func attribute(_ name: Span<UInt8>, _ value: Span<UInt8>, of tag: XMLTag) {
    guard tag == .relationship else { return }
    attributes[name.text] = value.text
  }

  func text(_ text: Span<UInt8>) {}

  func end(_ tag: XMLTag) {
    guard tag == .relationship, let id = attributes["Id"], let type = attributes["Type"],
      let target = attributes["Target"], attributes["TargetMode"] != "External"
    else { return }
    let kind = type.split(separator: "/").last.map(String.init) ?? type
    byID[id] = Relation(kind: kind, target: Self.path(target, in: folder))
  }

  /// A target in its folder, without `..`.
  private static func path(_ target: String, in folder: String) -> String {
    let whole = target.hasPrefix("/") ? target : folder + target
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}

/// The sheets that `workbook.xml` lists.
private final class SheetList: XMLHandler {
  struct Entry {
    var name = ""
    var relation = ""
    var isHidden = false
  }

  private(set) var entries: [Entry] = []
  private(set) var countsFrom1904 = false
  private(set) var fault: WorkbookFault?
  private var entry = Entry()
  var isDone: Bool { false }

  /// More sheets than a person makes.
  private static let most = 4_096

  func start(_ tag: XMLTag) { entry = Entry() }

  func attribute(_ name: Span<UInt8>, _ value: Span<UInt8>, of tag: XMLTag) {
    if tag == .workbookPr, name.isEqual(to: "date1904") {
      countsFrom1904 = value.isTrue
    }
    guard tag == .sheet else { return }
    // `r:id`; the sheet's own number is called `sheetId`.
    if name.isEqual(to: "id") { entry.relation = value.text }
    if name.isEqual(to: "name") { entry.name = value.text }
    if name.isEqual(to: "state") { entry.isHidden = !value.isEqual(to: "visible") }
  }

  func text(_ text: Span<UInt8>) {}

  func end(_ tag: XMLTag) {
    guard tag == .sheet else { return }
    entries.append(entry)
    if entries.count > Self.most { fault = .tooMany("workbook") }
  }
}

extension Span where Element == UInt8 {
  /// Whether a flag of a document is set.
  var isTrue: Bool { isEqual(to: "1") || isEqual(to: "true") || isEqual(to: "on") }
}
