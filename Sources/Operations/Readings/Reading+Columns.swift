import Foundation

extension Reading {
  /// The columns of the file, in their order; names are the API's.
  package var columns: [ReadingColumn] {
    switch self {
    case .charges: Self.chargeColumns
    case .refunds: Self.refundColumns
    case .subscriptions: Self.subscriptionColumns
    case .statement: Self.statementColumns
    case .balance: Self.balanceColumns
    case .qualifications: Self.qualificationColumns
    case .transactions: Self.transactionColumns
    case .transfers: Self.transferColumns
    }
  }

  private static let chargeColumns: [ReadingColumn] = [
    .text("id"), .text("invoice", "invoice", "customNumber"),
    .text("payment_method", "payment_method", "typePayin"),
    .text("status_id", "status.id", "status"), .text("status_name", "status.name"),
    .cents("amount", "amount", "amountCents"),
    .cents("paid_amount", "paid_amount", "paidAmountCents"),
    .cents("refunded_amount", "refunded_amount", "refundAmountCents"),
    .text("description", "description", "instructions"),
    .text("buyer_name", "buyer.name", "buyerName"),
    .text("buyer_document_type", "buyer.document.type"),
    .text("buyer_document", "buyer.document.number", "buyerDocument"),
    .text("buyer_email", "buyer.email"),
    .text(
      "expire_date", "pix.expire_date", "boleto.expire_date", "boleto.due_date", "expiresAt"),
    .text("our_number", "our_number", "boleto.our_number", "ourNumber"),
    .text("payment_page"), .text("qr_code", "pix.qr_code"),
    .text("end_to_end", "pix.end_to_end"), .text("paid_at", "paid_at", "paidAt"),
    .text("merchant_id", "merchant.id", "clientId"),
    .text("created_at", "created_at", "createdAt"),
    .text("updated_at", "updated_at", "updatedAt"),
  ]

  /// The second is the charge's id, the third its number; both may come from the charge.
  private static let refundColumns: [ReadingColumn] = [
    .text("id"), .text("charge_id", "payin_id", "payinId"), .text("invoice"),
    .text("status_id", "status_id", "statusId"),
    ReadingColumn("status_name") { lastStep(of: $0)?["name"]?.text ?? "" },
    ReadingColumn("status") { refundStatus(of: $0) },
    .cents("amount", "refund_amount", "amountCents"), .text("reason"),
    ReadingColumn("end_to_end_id") { refund in
      (refund["end_to_end_id"] ?? refund["endToEndId"] ?? lastStep(of: refund)?["end_to_end_id"])?
        .text ?? ""
    },
    .text("wallet_error_code"), .text("created_at", "created_at", "createdAt"),
    .text("updated_at", "updated_at", "updatedAt"),
  ]

  private static func lastStep(of refund: JSONTree) -> JSONTree? {
    (refund["status_history"] ?? refund["statuses"])?.items?.last
  }

  /// One path has two numberings: the form tells which, and the name of the last step must agree.
  private static func refundStatus(of refund: JSONTree) -> String {
    let byNumber: [Int: String] =
      refund["status_id"] == nil
      ? [1: "requested", 2: "paid", 3: "error"] : [2: "requested", 4: "paid", 5: "error"]
    let byName = [
      "solicitado": "requested", "requested": "requested", "pago": "paid", "paid": "paid",
      "error": "error", "erro": "error",
    ]
    let number = (refund["status_id"] ?? refund["statusId"])?.whole.flatMap { byNumber[$0] }
    guard let name = lastStep(of: refund)?["name"]?.text.lowercased() else { return number ?? "" }
    guard let named = byName[name] else { return "" }
    return number == nil || number == named ? named : ""
  }

  private static let subscriptionColumns: [ReadingColumn] = [
    .text("id"), .text("invoice"), .text("status_id", "status.id"),
    .text("status_name", "status.name"),
    .cents("amount", "amountCents"), .text("instructions"), .text("buyer_name", "buyer.name"),
    .text("buyer_document", "buyer.document.number", "buyer.document"),
    .text("buyer_email", "buyer.email"), .text("first_date", "dateFirst"),
    .text("next_issue", "dateNextIssue"), .text("last_paid", "dateLastPaid"),
    .text("days_before", "daysBeforeExpiration"), .text("frequency"), .text("quantity"),
    .text("client_id", "client.id"), .text("created_at", "createdAt", "created_at"),
    .text("updated_at", "updatedAt", "updated_at"),
  ]

  private static let statementColumns: [ReadingColumn] = [
    .text("id"), .text("entity"), .text("entity_id"), .text("category_id", "category.id"),
    .text("category_name", "category.name"), .units("amount"), .units("available_balance"),
    .units("balance"), .units("reserve_balance"), .text("impact_balance"), .text("invoice"),
    .text("description"), .text("occurrence_at"), .text("created_at"),
  ]

  /// Of the account in units, as version 2 has it, or of the client in cents, as version 1.
  private static let balanceColumns: [ReadingColumn] = [
    ReadingColumn("source") { $0["data"] == nil ? "account" : "payin_client" },
    ReadingColumn("balance", isAmount: true) { balance in
      balance["data.balance"].map(ReadingColumn.units(ofCents:))
        ?? balance["balance"].map(ReadingColumn.units(of:)) ?? ""
    },
    .units("available_balance"), .units("reserve_balance"), .units("fee"),
  ]

  private static let qualificationColumns: [ReadingColumn] = [
    .text("id"), .text("custom_code"), .text("batch_code"),
    .text("service", "data_qualification_service_name"),
    .text("status_id", "status_flow_data_qualification_id", "status_id"),
    .text("status_name", "data_qualification_status_flow_name"),
    .text("description_status"), .text("name"), .text("document"), .text("bank_code"),
    .text("bank_branch"), .text("bank_branch_digit"), .text("account"), .text("account_digit"),
    .text("account_type", "account_type_name"), .units("amount"),
    .text("merchant_id", "merchant.id"),
    .text("created_at"), .text("updated_at"),
  ]

  private static let transactionColumns: [ReadingColumn] = [
    .text("id"), .text("reference_id"), .text("status"), .cents("amount"), .cents("fees"),
    .text("description"), .text("statement_descriptor"),
    .text("payment_type", "payment_method.payment_type"), .text("created_at"), .text("updated_at"),
  ]

  private static let transferColumns: [ReadingColumn] = [
    .text("id"), .text("type"), .text("status"), .cents("amount"), .text("description"),
    .text("statement_descriptor"), .text("transfer_number"), .text("transfer_date"),
    .text("bank_account"), .text("created_at"), .text("updated_at"),
  ]
}
