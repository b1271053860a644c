import BulkEngine
package import Foundation
import Spreadsheets

/// What differs between the kinds of profiles.
protocol ProfileKindWriting: AnyObject {
  /// - Returns: false when the profile leaves the record out.
  /// - Throws: ``ProfileMisfit``, ``SpreadsheetError``.
  func add(_ record: [String: String], line: Int) throws -> Bool
  func finish(_ file: inout AtomicFile) throws
}

/// Writes the records of a profile. The file appears when all fit; until then their lines stand in
/// unnamed files, so that memory is bounded.
package final class ProfileWriting {
  private let profile: Profile
  private let writing: any ProfileKindWriting
  /// Records that were written.
  package private(set) var count = 0
  /// Lines of records that the profile left out, since a value is too long: the first ones.
  package private(set) var skippedLines: [Int] = []
  package private(set) var skippedCount = 0

  /// - Parameters:
  ///   - settings: of the user, by name.
  ///   - now: when the file is made.
  ///   - spoolFolder: where there is room for the lines.
  /// - Throws: ``ProfileSettingMissing``, ``ProfileSettingUnfit``, ``SpreadsheetError``.
  package init(
    _ profile: Profile, settings: [String: String], now: Date, spoolFolder: String
  ) throws {
    self.profile = profile
    try profile.require(settings)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .current
    let parts = calendar.dateComponents(
      [.year, .month, .day, .hour, .minute, .second], from: now)
    func two(_ value: Int?) -> String { String(String(100 + (value ?? 0)).suffix(2)) }
    var context = ProfileContext()
    context.settings = settings
    context.maps = profile.maps
    context.today = "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))"
    let time = two(parts.hour) + two(parts.minute) + two(parts.second)
    switch profile.kind {
    case .delimited:
      writing = try DelimitedWriting(profile, context, spoolFolder: spoolFolder)
    case .fixed: writing = try FixedWriting(profile, context, spoolFolder: spoolFolder)
    case .cnab240:
      writing = try CNABWriting(profile, context, time: time, spoolFolder: spoolFolder)
    }
  }

  /// - Throws: ``ProfileMisfit``, ``SpreadsheetError``.
  package func add(_ record: [String: String], line: Int) throws {
    if try writing.add(record, line: line) {
      count += 1
    } else {
      skippedCount += 1
      if skippedLines.count < 20 { skippedLines.append(line) }
    }
  }

  /// Puts the file in its place.
  ///
  /// - Throws: ``ProfileMisfit``, ``SpreadsheetError``.
  package func finish(at path: String) throws {
    var file = try AtomicFile(path: path)
    if profile.text.encoding == .utf8WithMark { try file.append([0xEF, 0xBB, 0xBF]) }
    try writing.finish(&file)
    try file.commit()
  }
}

extension Profile {
  /// All templates.
  private var templates: [ProfileTemplate] {
    var all = delimited.before
    for column in delimited.columns + delimited.moreRows.joined() { all.append(column.value) }
    for field in (fixed.before + [fixed.columns] + fixed.after).joined() { all.append(field.value) }
    for values in cnab.values.values { all += values.values }
    for lot in cnab.lots {
      all += lot.values.values
      for condition in lot.conditions { all += condition.values }
    }
    return all
  }

  /// Names of the settings without which it cannot be used.
  package var requiredSettings: [String] {
    let templates = templates
    let needed = templates.reduce(into: Set<String>()) { $0.formUnion($1.settings) }
    let possible = templates.reduce(into: Set<String>()) { $0.formUnion($1.possibleSettings) }
    return Set(settings.keys).subtracting(possible).union(needed).sorted()
  }

  /// - Throws: ``ProfileSettingMissing`` with all that are missing.
  func require(_ values: [String: String]) throws {
    let missing = requiredSettings.filter { (values[$0] ?? "").isEmpty }
      .map { ProfileSettingMissing.Other(name: $0, meaning: settings[$0] ?? "") }
    guard let first = missing.first else { return }
    throw ProfileSettingMissing(
      profile: name, name: first.name, meaning: first.meaning, others: Array(missing.dropFirst()))
  }
}

/// Delimited text.
final class DelimitedWriting: ProfileKindWriting {
  private let profile: Profile
  private var context: ProfileContext
  /// One for all rows, or one for each kind of row.
  private let spools: [ProfileSpool]

  init(_ profile: Profile, _ context: ProfileContext, spoolFolder: String) throws {
    self.profile = profile
    self.context = context
    let count = profile.delimited.isGrouped ? 1 + profile.delimited.moreRows.count : 1
    spools = try (0..<count).map { _ in try ProfileSpool(in: spoolFolder) }
  }

  func add(_ record: [String: String], line: Int) throws -> Bool {
    context.record = record
    context.sequence += 1
    let layout = profile.delimited
    var rows: [[UInt8]] = []
    for columns in [layout.columns] + layout.moreRows {
      var fields: [String] = []
      for (index, column) in columns.enumerated() {
        do throws(TemplateProblem) {
          guard let field = try self.field(column) else { return false }
          fields.append(field)
        } catch {
          let name = column.name.isEmpty ? column.value.fieldName ?? "\(index + 1)" : column.name
          throw ProfileMisfit(line: line, field: name, problem: error.problem)
        }
      }
      rows.append(Array(fields.joined(separator: layout.delimiter).utf8))
    }
    for (index, row) in rows.enumerated() {
      let spool = spools[layout.isGrouped ? index : 0]
      try spool.append(try encoded(row, line: line), lineEnd: profile.text.lineEnd)
    }
    if let cents = try? ProfileFilter.cents(record["amount"] ?? "") { context.sumInCents += cents }
    context.count += 1
    return true
  }

  private func encoded(_ row: [UInt8], line: Int) throws -> [UInt8] {
    do throws(TemplateProblem) {
      return try profile.text.bytes(String(decoding: row, as: UTF8.self))
    } catch {
      throw ProfileMisfit(line: line, field: "text", problem: error.problem)
    }
  }

  /// - Returns: nil when the record is left out.
  private func field(_ column: Profile.Column) throws(TemplateProblem) -> String? {
    var value = try profile.text.fitting(try column.value.text(context))
    if let most = column.most, value.count > most {
      switch column.tooLong {
      case .stop: throw TemplateProblem(ProfileFilter.tooLong(value.count, most: most))
      case .skipRecord: return nil
      case .cut: value = String(value.prefix(most))
      }
    }
    return try quoted(value)
  }

  private func quoted(_ value: String) throws(TemplateProblem) -> String {
    let layout = profile.delimited
    let isSpecial = value.contains(layout.delimiter) || value.contains("\"")
    switch layout.quote {
    case .never:
      guard !value.contains(layout.delimiter) else {
        throw TemplateProblem(
          Bilingual(
            "it holds the delimiter '\(layout.delimiter)'",
            "contém o delimitador '\(layout.delimiter)'"))
      }
      return value
    case .whenNeeded where !isSpecial: return value
    case .whenNeeded, .always: return "\"" + value.replacing("\"", with: "\"\"") + "\""
    }
  }

  func finish(_ file: inout AtomicFile) throws {
    let layout = profile.delimited
    var lines: [[UInt8]] = []
    for template in layout.before {
      do throws(TemplateProblem) {
        lines.append(try profile.text.bytes(try template.text(context)))
      } catch {
        throw ProfileMisfit(line: 0, field: "before", problem: error.problem)
      }
    }
    if layout.hasHeader {
      do throws(TemplateProblem) {
        let names = try layout.columns.map { column throws(TemplateProblem) in
          try quoted(column.name)
        }
        lines.append(try profile.text.bytes(names.joined(separator: layout.delimiter)))
      } catch {
        throw ProfileMisfit(line: 0, field: "columns", problem: error.problem)
      }
    }
    var written = ProfileLines(lineEnd: profile.text.lineEnd)
    for line in lines { try written.append(line, to: &file) }
    for spool in spools { try written.append(spool, to: &file) }
    try written.close(&file, endsLastLine: profile.text.endsLastLine)
  }
}

/// Fixed width.
final class FixedWriting: ProfileKindWriting {
  private let profile: Profile
  private var context: ProfileContext
  private let spool: ProfileSpool

  init(_ profile: Profile, _ context: ProfileContext, spoolFolder: String) throws {
    self.profile = profile
    self.context = context
    spool = try ProfileSpool(in: spoolFolder)
  }

  func add(_ record: [String: String], line: Int) throws -> Bool {
    context.record = record
    context.sequence += 1
    guard let bytes = try row(profile.fixed.columns, line: line) else { return false }
    try spool.append(bytes, lineEnd: profile.text.lineEnd)
    if let cents = try? ProfileFilter.cents(record["amount"] ?? "") { context.sumInCents += cents }
    context.count += 1
    return true
  }

  private func row(_ fields: [Profile.FixedField], line: Int) throws -> [UInt8]? {
    var text = ""
    for field in fields.sorted(by: { $0.start < $1.start }) {
      do throws(TemplateProblem) {
        guard let value = try value(of: field) else { return nil }
        text += value
      } catch {
        let name = field.name.isEmpty ? field.value.fieldName ?? "\(field.start)" : field.name
        throw ProfileMisfit(line: line, field: name, problem: error.problem)
      }
    }
    do throws(TemplateProblem) {
      return try profile.text.bytes(text)
    } catch {
      throw ProfileMisfit(line: line, field: "text", problem: error.problem)
    }
  }

  private func value(of field: Profile.FixedField) throws(TemplateProblem) -> String? {
    var value = try profile.text.fitting(try field.value.text(context))
    let width = field.end - field.start + 1
    if value.count > width, field.tooLong != .stop, !field.isNumber {
      if field.tooLong == .skipRecord { return nil }
      value = String(value.prefix(width))
    }
    return try CNABComposing.text(
      of: value, width: width, isNumber: field.isNumber, decimals: field.decimals)
  }

  func finish(_ file: inout AtomicFile) throws {
    var written = ProfileLines(lineEnd: profile.text.lineEnd)
    for fields in profile.fixed.before {
      try written.append(try row(fields, line: 0) ?? [], to: &file)
    }
    try written.append(spool, to: &file)
    for fields in profile.fixed.after {
      try written.append(try row(fields, line: 0) ?? [], to: &file)
    }
    try written.close(&file, endsLastLine: profile.text.endsLastLine)
  }
}
