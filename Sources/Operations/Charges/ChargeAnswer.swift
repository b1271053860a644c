import BrazilianBanking
import BulkEngine
import Foundation
import Spreadsheets

/// What the API made of a charge for people, as the journal keeps it: never a name or a document.
///
/// Line and bar code are left out where one of them does not hold, or has another amount or day than the
/// charge, or is not that of the other: a bill that is paid by it would be another one.
struct ChargeAnswer: Codable {
  private var state: String?
  private var withheld: Bool?
  private var payment_page: String?
  private var digitable_line: String?
  private var bar_code: String?
  private var our_number: String?
  private var qr_code: String?
  private var paid_amount: String?
  private var paid_at: String?
  private var charge_id: String?

  private static let longestText = 1_000

  private init() {}

  init(_ charge: ChargeMessage, isSandbox: Bool) {
    state = charge.statusID.flatMap { Charges.states[$0] }
    let key = charge.key.flatMap(Self.key)
    payment_page =
      key.map { PayinPaths.paymentPage(key: $0, isSandbox: isSandbox) }
      ?? charge.page.flatMap { $0.hasPrefix("https://") ? Self.plain($0) : nil }
    let shown = [charge.digitableLine, charge.barCode].compactMap(\.self).filter { !$0.isEmpty }
    let verified = shown.compactMap { Self.verified($0, of: charge) }
    if verified.count == shown.count, Set(verified.map(\.barCode)).count <= 1 {
      digitable_line = verified.first?.digitableLine
      bar_code = verified.first?.barCode
    } else {
      withheld = true
    }
    our_number = charge.ourNumber.flatMap(Self.number)
    qr_code = charge.qrCode.flatMap(Self.pixText)
    paid_amount = charge.paidInCents.flatMap { $0 > 0 ? AmountText.decimal($0) : nil }
    paid_at = charge.paidAt.flatMap(Self.moment)
    charge_id = charge.plainID
  }

  private static func verified(_ text: String, of charge: ChargeMessage) -> Boleto? {
    guard let boleto = readBoleto(text.utf8.span).boleto, boleto.kind == .bank else { return nil }
    if let amount = charge.amountInCents, boleto.amountInCents.map({ Int64($0) }) != amount {
      return nil
    }
    let day = charge.dueDate.flatMap { readDate(String($0.prefix(10)).utf8.span).date }
    guard let day else { return boleto }
    return boleto.dueDates.contains { Charges.isDue(day, on: $0) } ? boleto : nil
  }

  // MARK: What was shown later

  /// Whether the API's answer as the journal keeps it has neither line nor text to pay by.
  static func lacksCode(_ answer: String?) -> Bool { kept(answer).lacksCode }

  private var lacksCode: Bool { digitable_line == nil && qr_code == nil && withheld != true }

  /// The answer with what to pay by, which another answer of the same charge has; nil where that has none.
  static func completed(_ answer: String?, by later: String) -> String? {
    var own = kept(answer)
    let shown = kept(later)
    guard own.lacksCode, !shown.lacksCode, shown.withheld != true else { return nil }
    own.digitable_line = shown.digitable_line
    own.bar_code = shown.bar_code
    own.qr_code = shown.qr_code
    own.our_number = own.our_number ?? shown.our_number
    own.payment_page = own.payment_page ?? shown.payment_page
    return own.json
  }

  private static func kept(_ answer: String?) -> ChargeAnswer {
    answer.flatMap { decoded(ChargeAnswer.self, from: Array($0.utf8)) } ?? ChargeAnswer()
  }

  /// Whether the API's answer as the journal keeps it says that line and bar code were left out.
  static func isWithheld(in answer: String) -> Bool { answer.contains(#""withheld":true"#) }

  /// The key of a boleto, from the API's answer as the journal keeps it; nil for a Pix, which has nothing to
  /// print.
  static func keyOfBoleto(in answer: String) -> String? {
    let kept = kept(answer)
    guard kept.digitable_line != nil || kept.our_number != nil || kept.withheld == true else {
      return nil
    }
    return kept.payment_page.flatMap { $0.split(separator: "?hash=").last }
      .flatMap { key(String($0)) }
  }

  /// A hash of hexadecimal digits, nothing else: it becomes part of an address.
  private static func key(_ text: String) -> String? {
    (8...128).contains(text.utf8.count)
      && text.utf8.allSatisfy { $0 &- 0x30 <= 9 || ($0 | 0x20) &- 0x61 < 26 || $0 == 0x2D }
      ? text : nil
  }

  /// The bank's own number of a boleto; an API that writes a sentence there may name the payer.
  private static func number(_ text: String) -> String? {
    (1...30).contains(text.utf8.count) && text.utf8.contains { $0 &- 0x30 <= 9 }
      && text.utf8.allSatisfy {
        $0 &- 0x30 <= 9 || ($0 & 0xDF) &- 0x41 < 26 || [0x2D, 0x2E, 0x2F].contains($0)
      } ? text : nil
  }

  /// The text of a Pix: its first element, the version, has the name 00 and the length 02.
  private static func pixText(_ text: String) -> String? {
    text.hasPrefix("0002") ? plain(text) : nil
  }

  /// A day, with a time or without.
  private static func moment(_ text: String) -> String? {
    text.utf8.count <= 40 && text.utf8.first.map { $0 &- 0x30 <= 9 } == true
      && text.utf8.allSatisfy {
        $0 &- 0x30 <= 9 || [0x2B, 0x2D, 0x2E, 0x2F, 0x3A, 0x20, 0x54, 0x5A].contains($0)
      } ? text : nil
  }

  private static func plain(_ text: String) -> String? {
    !text.isEmpty && text.utf8.count <= longestText
      && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } ? text : nil
  }

  /// nil where there is nothing to keep.
  var json: String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) }
    return text == "{}" ? nil : text
  }
}
