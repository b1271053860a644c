/// The movements of the account and what its wallets hold.
struct WalletLedger: Sendable {
  /// Of the merchant, in cents.
  private(set) var balanceInCents: Int
  /// Of recipients, by their id, in cents.
  private(set) var recipientBalances: [Int: Int] = [:]
  private(set) var entries: [WalletEntry] = []

  init(openingBalanceInCents: Int) {
    balanceInCents = openingBalanceInCents
  }

  mutating func post(_ entry: WalletEntry) {
    var entry = entry
    if let recipient = entry.recipient {
      recipientBalances[recipient, default: 0] += entry.amountInCents
      entry.balanceInCents = recipientBalances[recipient, default: 0]
    } else {
      balanceInCents += entry.amountInCents
      entry.balanceInCents = balanceInCents
    }
    entries.append(entry)
  }

  /// What a wallet holds; nil means the merchant's.
  func balance(ofRecipient recipient: Int?) -> Int {
    recipient.map { recipientBalances[$0, default: 0] } ?? balanceInCents
  }
}

/// One movement, as the statement shows it.
struct WalletEntry: Sendable {
  let entity: Entity
  let entityID: Int
  let category: Category
  /// Negative for money that goes out.
  let amountInCents: Int
  var invoice: String?
  let description: String
  let occurredAt: Moment
  /// Whose wallet it is; nil means the merchant's.
  var recipient: Int?
  /// After the movement.
  var balanceInCents = 0

  enum Entity: String, Sendable {
    case transaction = "payin_transaction"
    case split = "payin_transaction_split"
    case refund = "payin_transaction_refund"
    case withdrawal = "payin_withdrawal"
  }

  /// The categories that the vendor lists, with ids of its own.
  enum Category: Int, Sendable {
    case pixPayment = 1
    case pixReversal = 2
    case boletoPayment = 7
    /// Not among those listed.
    case withdrawal = 20

    var name: String {
      switch self {
      case .pixPayment: "Pix payment"
      case .pixReversal: "Pix reversal"
      case .boletoPayment: "Boleto payment"
      case .withdrawal: "Withdrawal"
      }
    }
  }
}

// MARK: What happens by itself

extension PayinBooks {
  /// Posts a charge that is credited by now; one that was canceled before is not.
  mutating func credit(_ id: Int, at moment: Moment) {
    guard let charge = charge(id), charge.status(at: moment, pace) == .credited else { return }
    let paid = charge.paidAmountInCents
    let shares = shares(of: charge)
    let category: WalletEntry.Category = charge.method == .pix ? .pixPayment : .boletoPayment
    func entry(_ entity: WalletEntry.Entity, _ amount: Int, _ recipient: Int?) -> WalletEntry {
      WalletEntry(
        entity: entity, entityID: id, category: category, amountInCents: amount,
        invoice: charge.request.customNumber, description: category.name, occurredAt: moment,
        recipient: recipient)
    }
    let rest = paid - shares.reduce(0) { $0 + $1.amount }
    wallet.post(entry(.transaction, rest, nil))
    for share in shares { wallet.post(entry(.split, share.amount, share.recipient)) }
  }

  /// What goes to recipients of what was paid; percents are rounded down.
  private func shares(of charge: Charge) -> [(recipient: Int, amount: Int)] {
    charge.request.splits.compactMap { split in
      guard let recipient = recipients.first(where: { $0.walletUUID == split.wallet }) else {
        return nil
      }
      let part = Double(charge.paidAmountInCents) * (split.percent ?? 0) / 100
      return (recipient.id, split.amountInCents ?? Int(part))
    }
  }
}
