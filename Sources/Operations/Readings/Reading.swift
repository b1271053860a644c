package import BulkEngine
import Foundation

/// A list that the API shows and nobody changes by reading it.
package enum Reading: String, CaseIterable, Sendable {
  case charges, refunds, subscriptions, statement, balance, qualifications, transactions, transfers

  /// What is asked for.
  package struct Wishes: Sendable, Equatable {
    /// The first and the last day, such as `2026-12-31`.
    package var from: String?
    package var to: String?
    package var merchantID: Int?
    /// Of the statement: nothing but these movements.
    package var entity: String?
    /// Whether the days are those of the latest change, and not of the creation.
    package var areDaysOfChange = false

    package init(
      from: String? = nil, to: String? = nil, merchantID: Int? = nil, entity: String? = nil,
      areDaysOfChange: Bool = false
    ) {
      (self.from, self.to) = (from, to)
      (self.merchantID, self.entity) = (merchantID, entity)
      self.areDaysOfChange = areDaysOfChange
    }
  }

  /// One thing of a list: what it is known by when a list shows it twice, and its rows.
  package struct Item: Sendable, Equatable {
    package var key: String
    package var rows: [[String]]
    /// What must be asked first to have the rows.
    package var detail: Request?
  }

  /// The vendor's API that has it.
  package var family: String {
    switch self {
    case .transactions, .transfers: "weepay"
    case .qualifications: "payout"
    default: "payin"
    }
  }

  package var isOfWeepay: Bool { family == "weepay" }

  /// Whether the path names the account.
  package var needsMerchant: Bool { self == .statement || self == .balance }

  /// Whether the API shows it for a number of days only.
  package var needsDays: Bool { self == .statement }

  /// Whether days choose from it.
  package var hasDays: Bool { self != .balance }

  /// Whether days of the latest change choose from it, too.
  package var hasDaysOfChange: Bool { self == .charges || self == .refunds }

  /// Entities of the statement: what services 2 to 5 deposited.
  package static let depositEntity = "payout_data_qualification"

  /// Positions of columns of the statement.
  package enum StatementCell {
    package static let entityID = 2
    package static let amount = 5
    package static let invoice = 10
  }

  // MARK: What comes back

  /// The things of a page, of an object with its rows in it, or of a balance.
  package func items(of page: ReadingPage, _ wishes: Wishes) -> [Item] {
    page.items.map { item(of: $0, wishes) }
  }

  private func item(of tree: JSONTree, _ wishes: Wishes) -> Item {
    let key = tree["id"]?.text ?? tree.json
    guard self == .refunds else {
      let rows = [row(of: tree)].filter { isWithin($0, wishes) }
      return Item(key: key, rows: rows)
    }
    let refunds = (tree["refunds"] ?? tree["payinRefunds"])?.items ?? []
    let isHidden = refunds.isEmpty && (tree["refunded_amount"]?.number ?? 0) > 0
    return Item(
      key: key, rows: rows(ofRefunds: refunds, of: tree, wishes),
      detail: isHidden ? tree["id"].map { PayinPaths.charge(id: $0.text) } : nil)
  }

  /// The rows of one thing that was asked for by itself.
  package func rows(ofDetail tree: JSONTree, _ wishes: Wishes) -> [[String]] {
    let refunds = (tree["payinRefunds"] ?? tree["refunds"])?.items ?? []
    return rows(ofRefunds: refunds, of: tree, wishes)
  }

  private func rows(
    ofRefunds refunds: [JSONTree], of charge: JSONTree, _ wishes: Wishes
  ) -> [[String]] {
    refunds.map { refund in
      var row = row(of: refund)
      if row[1].isEmpty { row[1] = charge["id"]?.text ?? "" }
      row[2] = (charge["invoice"] ?? charge["customNumber"])?.text ?? ""
      return row
    }.filter { isWithin($0, wishes) }
  }

  private func row(of tree: JSONTree) -> [String] { columns.map { $0.value(tree) } }

  /// Whether the day, as the API prints it, is one that was asked for; what has none is.
  private func isWithin(_ row: [String], _ wishes: Wishes) -> Bool {
    let day = dayColumns(wishes).lazy.compactMap { name in columns.firstIndex { $0.name == name } }
      .map { String(row[$0].prefix(10)) }.first { !$0.isEmpty }
    guard let day, day.utf8.count == 10, day.dropFirst(4).hasPrefix("-") else { return true }
    return (wishes.from.map { $0 <= day } ?? true) && (wishes.to.map { day <= $0 } ?? true)
  }

  private func dayColumns(_ wishes: Wishes) -> [String] {
    if wishes.areDaysOfChange { return ["updated_at", "created_at"] }
    return self == .statement ? ["occurrence_at", "created_at"] : ["created_at"]
  }
}
