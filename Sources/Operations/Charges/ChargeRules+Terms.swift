import BrazilianBanking
import BulkEngine
import Spreadsheets

/// What is added, taken off and split.
extension ChargeRules {
  private static let mostInterest: Int64 = 2_000
  private static let usualFine: Int64 = 200
  private static let whole: Int64 = 10_000

  /// Fine, interest and discount, of boletos only.
  func terms(
    _ cells: inout RowCells, _ type: ChargeType?, amount: Int64?, due: CalendarDate?
  ) -> [(ChargeValue, String)] {
    guard type != .pix else {
      refuseTerms(&cells)
      return []
    }
    let fine = cells.percent(ChargeField.finePercent, 1...Self.whole)
    if let fine, fine > Self.usualFine { cells.warning(.highFine, ChargeField.finePercent) }
    let interest = cells.percent(ChargeField.interestPercent, 1...Self.mostInterest)
    return [
      (.finePercent, fine.map(AmountText.decimal) ?? ""),
      (.interestPercent, interest.map(AmountText.decimal) ?? ""),
    ] + discount(&cells, amount: amount, due: due)
  }

  private static let ofBoletos = [
    ChargeField.finePercent, ChargeField.interestPercent, ChargeField.discountPercent,
    ChargeField.discountAmount, ChargeField.discountDailyAmount,
  ]

  /// Zero is none.
  private func refuseTerms(_ cells: inout RowCells) {
    for field in Self.ofBoletos where cells.has(field) {
      let text = cells.peek(field).filter { !" %R$".contains($0) }
      guard !text.allSatisfy({ "0,.".contains($0) }) else { continue }
      cells.error(.boletoOnly, field)
    }
  }

  /// A column called `Desconto %` is a percentage, though its name is that of the amount without the sign.
  private func percentField(_ cells: RowCells) -> Field {
    let column = cells.mapping.column(ChargeField.discountAmount)
    let isPercent =
      column >= 0 && cells.mapping.column(ChargeField.discountPercent) < 0
      && cells.mapping.headers[column].contains("%")
    return isPercent ? ChargeField.discountAmount : ChargeField.discountPercent
  }

  private func discount(
    _ cells: inout RowCells, amount: Int64?, due: CalendarDate?
  ) -> [(ChargeValue, String)] {
    let percentField = percentField(cells)
    let percent = cells.percent(percentField, 1...(Self.whole - 1))
    let cents =
      percentField == ChargeField.discountAmount
      ? nil : discountCents(&cells, ChargeField.discountAmount, amount)
    let daily = discountCents(&cells, ChargeField.discountDailyAmount, amount)
    let kinds: [(Field, Bool)] = [
      (percentField, percent != nil), (ChargeField.discountAmount, cents != nil),
      (ChargeField.discountDailyAmount, daily != nil),
    ]
    let given = kinds.filter(\.1).map(\.0)
    for field in given.dropFirst() { cells.error(.severalDiscounts, field) }
    guard let kind = given.first else { return [] }
    let day = cells.day(
      ChargeField.discountDate, isRequired: kind != ChargeField.discountDailyAmount)
    if let day, let due, day > due { cells.error(.discountDateLate, ChargeField.discountDate) }
    return [
      (.discountPercent, percent.map(AmountText.decimal) ?? ""),
      (.discountAmount, cents.map(AmountText.decimal) ?? ""),
      (.discountDailyAmount, daily.map(AmountText.decimal) ?? ""),
      (
        .discountDate,
        kind == ChargeField.discountDailyAmount ? "" : day?.description ?? ""
      ),
    ]
  }

  /// Zero is none.
  private func discountCents(
    _ cells: inout RowCells, _ field: Field, _ amount: Int64?
  ) -> Int64? {
    let cents = cells.amount(field, 0...15_000_000)
    guard let cents, cents > 0 else { return nil }
    if let amount, cents >= amount { cells.error(.discountTooLarge, field) }
    return cents
  }

  /// Wallet, percentage and amount of each split.
  func splits(_ cells: inout RowCells, amount: Int64?) -> [String] {
    var texts: [String] = []
    var (percents, cents): (Int64, Int64) = (0, 0)
    var count = 0
    for number in 1...ChargeField.mostSplits {
      let fields = ChargeField.split(number)
      let percent = cells.percent(fields.percent, 1...Self.whole)
      let part = cells.amount(fields.amount, 0...15_000_000).flatMap { $0 > 0 ? $0 : nil }
      let wallet = cells.identifier(
        fields.wallet, isRequired: percent != nil || part != nil)
      defer {
        texts += [
          wallet.lowercased(), percent.map(AmountText.decimal) ?? "",
          part.map(AmountText.decimal) ?? "",
        ]
      }
      guard !wallet.isEmpty else { continue }
      count += 1
      if !Self.isUUID(wallet) { cells.error(.unknownWallet, fields.wallet) }
      if (percent == nil) == (part == nil) { cells.error(.splitAmounts, fields.percent) }
      if count > 1, settings.refundMode == .recipient {
        cells.error(.severalSplits, fields.wallet)
      }
      percents += percent ?? 0
      cents += part ?? 0
    }
    let isTooLarge = percents > Self.whole || amount.map { cents > $0 } ?? false
    if isTooLarge { cells.error(.splitsTooLarge, ChargeField.split(1).percent) }
    return texts
  }

  private static func isUUID(_ text: String) -> Bool {
    text.wholeMatch(
      of: /[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}/) != nil
  }
}
