import BulkEngine
import Foundation
import Spreadsheets

/// Writes payments as CNAB 240: lots with their sums, the file with its counts.
final class CNABWriting: ProfileKindWriting {
  let profile: Profile
  let composing: CNABComposing
  var context: ProfileContext
  let bank: String
  private let time: String
  private let spoolFolder: String
  private let payer: [String: String]
  private let segments: [String]
  private var lots: [String: OpenLot] = [:]
  /// In the order in which they began.
  private var order: [OpenLot] = []

  /// Details of one lot: the number has five digits.
  private static let mostSequence = 99_999
  private static let mostLots = 9_998

  private final class OpenLot {
    let number: Int
    let header: [UInt8]
    let form: String
    let spool: ProfileSpool
    var sequence = 0
    var details = 0
    var sumInCents: Int64 = 0

    init(number: Int, header: [UInt8], form: String, spool: ProfileSpool) {
      (self.number, self.header, self.form, self.spool) = (number, header, form, spool)
    }
  }

  /// - Throws: ``ProfileSettingMissing``, ``ProfileSettingUnfit``.
  init(_ profile: Profile, _ context: ProfileContext, time: String, spoolFolder: String) throws {
    self.profile = profile
    self.context = context
    self.time = time
    self.spoolFolder = spoolFolder
    let named = CNABLayout(rawValue: profile.cnab.layout)
    let given = context.settings["bank"].flatMap { $0.isEmpty ? nil : $0 }
    guard let bank = given ?? named?.ownBank else {
      throw ProfileSettingMissing(
        profile: profile.name, name: "bank",
        meaning: profile.settings["bank"] ?? "the payer's bank, three digits")
    }
    guard bank.wholeMatch(of: /[0-9]{3}/) != nil else {
      throw ProfileSettingUnfit(
        name: "bank", problem: Bilingual("it has three digits", "tem três dígitos"))
    }
    self.bank = bank
    composing = CNABComposing(named ?? .ofBank(bank), profile)
    segments = profile.cnab.segments ?? composing.layout.writtenSegments
    payer = try Self.payer(profile, context.settings)
    // A setting that does not fit is found before anything is sent.
    _ = try fromSettings(try header())
    _ = try fromSettings(try date())
  }

  private static func payer(
    _ profile: Profile, _ settings: [String: String]
  ) throws -> [String: String] {
    var payer: [String: String] = [:]
    for name in [
      "payer_document", "payer_name", "payer_branch", "payer_account", "payer_account_digit",
    ] {
      if let value = settings[name], !value.isEmpty {
        payer[name] = value
      } else if profile.cnab.values["file_header"]?[name] == nil {
        throw ProfileSettingMissing(
          profile: profile.name, name: name, meaning: profile.settings[name] ?? "")
      }
    }
    for name in ["payer_branch_digit", "payer_control_digit", "agreement"] {
      payer[name] = settings[name] ?? ""
    }
    let document = (payer["payer_document"] ?? "").filter { $0.isLetter || $0.isNumber }
      .uppercased()
    payer["payer_document"] = document
    payer["payer_document_type"] = document.count == 11 ? "1" : "2"
    return payer
  }

  func date() throws -> String {
    guard let date = context.settings["payment_date"] else {
      guard profile.cnab.values["A"]?["payment_date"] == nil else { return "" }
      throw ProfileSettingMissing(
        profile: profile.name, name: "payment_date",
        meaning: profile.settings["payment_date"] ?? "day of payment")
    }
    guard let text = ProfileDate.text(date, "DDMMYYYY") else {
      throw ProfileSettingUnfit(
        name: "payment_date",
        problem: Bilingual(
          "it is no date: write it as 2026-01-31", "não é uma data: escreva 2026-01-31"))
    }
    return text
  }

  // MARK: The file's header

  private func header() throws -> [UInt8] {
    var values = payer
    values["bank"] = bank
    values["direction"] = "1"
    values["created_date"] = ProfileDate.text(context.today, "DDMMYYYY")
    values["created_time"] = time
    values["file_number"] = context.settings["file_number"] ?? "1"
    values["bank_name"] = context.settings["bank_name"] ?? ""
    values["file_layout"] = composing.layout.versions.file
    try take(profile.cnab.values["file_header"], into: &values)
    return try fromSettings(composing.lineOf("file_header", values))
  }

  /// What is wrong with a line of settings is wrong with a setting.
  private func fromSettings<Value>(_ body: @autoclosure () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let misfit as CNABComposing.Misfit {
      throw ProfileSettingUnfit(name: misfit.field, problem: misfit.problem)
    }
  }

  private func take(
    _ templates: [String: ProfileTemplate]?, into values: inout [String: String]
  ) throws {
    for (name, template) in templates ?? [:] {
      do throws(TemplateProblem) {
        values[name] = try template.text(context)
      } catch {
        throw CNABComposing.Misfit(field: name, problem: error.problem)
      }
    }
  }

  // MARK: Records

  func add(_ record: [String: String], line: Int) throws -> Bool {
    context.record = record
    context.sequence += 1
    do {
      try add(record)
    } catch let misfit as CNABComposing.Misfit {
      throw ProfileMisfit(line: line, field: misfit.field, problem: misfit.problem)
    }
    return true
  }

  private func add(_ record: [String: String]) throws {
    let amount = record["amount"] ?? ""
    guard let cents = try? ProfileFilter.cents(amount), cents > 0 else {
      throw CNABComposing.Misfit(
        field: "amount",
        problem: Bilingual(
          "a payment needs an amount above zero", "um pagamento precisa de valor maior que zero"))
    }
    guard let rule = try profile.cnab.lots.first(where: matches) else {
      throw CNABComposing.Misfit(
        field: "lots",
        problem: Bilingual(
          "no lot of the profile takes this record", "nenhum lote do perfil recebe este registro"))
    }
    var lotValues: [String: String] = [:]
    try take(rule.values, into: &lotValues)
    let lot = try openLot(lotValues, bank: record["bank_code"] ?? "")
    var values = try payment(record, form: lot.form)
    values["amount"] = amount
    try take(profile.cnab.values["A"], into: &values)
    for (name, value) in lotValues where composing.has(name, in: "A") { values[name] = value }
    let repeatsSequence = profile.cnab.repeatsSequence ?? composing.layout.repeatsSequence
    for segment in segments {
      if segment == "A" || !repeatsSequence { lot.sequence += 1 }
      values["sequence"] = String(lot.sequence)
      values["lot"] = String(lot.number)
      if segment != "A" {
        values = try beneficiary(values, segment)
        try take(profile.cnab.values[segment], into: &values)
      }
      try lot.spool.append(composing.lineOf(segment, values), lineEnd: profile.text.lineEnd)
      lot.details += 1
    }
    lot.sumInCents += cents
    context.count += 1
    context.sumInCents += cents
  }

  private func matches(_ lot: Profile.CNAB.Lot) throws -> Bool {
    for condition in lot.conditions {
      let value = context.record[condition.field] ?? ""
      var isMet = false
      for template in condition.values {
        do throws(TemplateProblem) {
          if try template.text(context) == value { isMet = true }
        } catch {
          throw CNABComposing.Misfit(field: condition.field, problem: error.problem)
        }
      }
      if isMet == condition.isNegated { return false }
    }
    return true
  }

  /// The lot for a record with these values; a full one is followed by another.
  private func openLot(_ values: [String: String], bank payee: String) throws -> OpenLot {
    let isOneBank = profile.cnab.hasOneBankPerLot ?? composing.layout.writesOneBankPerLot
    let own = values.filter { composing.has($0.key, in: "lot_header") }
    let clearing = values["clearing"] ?? ""
    let key =
      own.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: "|")
      + "|\(clearing)" + (isOneBank ? "|\(payee)" : "")
    if let lot = lots[key], lot.sequence + segments.count <= Self.mostSequence { return lot }
    guard order.count < Self.mostLots else {
      throw CNABComposing.Misfit(
        field: "lot",
        problem: Bilingual("a file has 9,998 lots at most", "um arquivo tem no máximo 9.998 lotes"))
    }
    var header = payer
    header["bank"] = bank
    header["lot"] = String(order.count + 1)
    header["service"] = context.settings["service"] ?? "30"
    header["lot_layout"] = composing.layout.versions.lot
    try take(profile.cnab.values["lot_header"], into: &header)
    header.merge(own) { $1 }
    let lot = OpenLot(
      number: order.count + 1, header: try composing.lineOf("lot_header", header),
      form: header["form"] ?? "", spool: try ProfileSpool(in: spoolFolder))
    lots[key] = lot
    order.append(lot)
    return lot
  }

  // MARK: The whole

  func finish(_ file: inout AtomicFile) throws {
    var written = ProfileLines(lineEnd: profile.text.lineEnd)
    try written.append(try header(), to: &file)
    var lines = 2
    for lot in order {
      try written.append(lot.header, to: &file)
      try written.append(lot.spool, to: &file)
      let trailer = try fromSettings(
        composing.lineOf(
          "lot_trailer",
          [
            "bank": bank, "lot": String(lot.number), "record_count": String(lot.details + 2),
            "amount_sum": AmountText.decimal(lot.sumInCents),
          ]))
      try written.append(trailer, to: &file)
      lines += lot.details + 2
    }
    let trailer = try fromSettings(
      composing.lineOf(
        "file_trailer",
        ["bank": bank, "lot_count": String(order.count), "record_count": String(lines)]))
    try written.append(trailer, to: &file)
    try written.close(&file, endsLastLine: profile.text.endsLastLine)
  }
}

extension CNABComposing {
  /// As ``line(_:_:)``, with an error of any type.
  func lineOf(_ record: String, _ values: [String: String]) throws -> [UInt8] {
    try line(record, values)
  }
}
