import BulkEngine
import Foundation
import Spreadsheets

/// What a record is in the segments of its payment.
extension CNABWriting {
  /// Values of a segment A.
  func payment(_ record: [String: String], form: String) throws -> [String: String] {
    let (first, second) = try digit(record["account_digit"] ?? "")
    let isSavings = record["account_type"] == "SAVINGS"
    let isOwnAccount = form == "01" || form == "05"
    let names =
      composing.has("payee_digit_first", in: "A")
      ? ["payee_digit_first", "payee_account_digit"]
      : ["payee_account_digit", "payee_control_digit"]
    let hasBranchDigit = profile.cnab.hasBranchDigit ?? composing.layout.hasBranchDigit
    var values = [
      "bank": bank, "payee_bank": record["bank_code"] ?? "",
      "payee_branch": record["bank_branch"] ?? "",
      "payee_branch_digit": hasBranchDigit ? letter(record["bank_branch_digit"] ?? "") : "",
      "payee_account": record["account"] ?? "", "payee_name": record["name"] ?? "",
      "company_number": record["custom_code"] ?? "",
      "payment_date": try date(),
      "payee_document": record["document"] ?? "",
      "purpose_complement": isOwnAccount ? "" : isSavings ? "PP" : "CC",
      "ted_account_type": isSavings ? "2" : "1",
      names[0]: first, names[1]: second,
    ]
    if !second.isEmpty, !composing.has(names[1], in: "A") {
      throw CNABComposing.Misfit(
        field: "payee_account_digit", problem: ProfileFilter.tooLong(2, most: 1))
    }
    if values["payee_bank"] == "" { values["payee_bank"] = nil }
    return values
  }

  private func letter(_ digit: String) -> String {
    guard profile.cnab.writesLetterAsZero ?? composing.layout.writesLetterAsZero else {
      return digit
    }
    return String(digit.map { $0.isLetter ? "0" : $0 })
  }

  /// The characters at 42 and 43.
  private func digit(_ digit: String) throws -> (String, String) {
    let written = letter(digit)
    let place = profile.cnab.digitPlace ?? composing.layout.writesDigitIn
    let most = place == "42" ? 1 : 2
    guard written.count <= most else {
      throw CNABComposing.Misfit(
        field: "payee_account_digit", problem: ProfileFilter.tooLong(written.count, most: most))
    }
    if written.count == 2 { return (String(written.prefix(1)), String(written.suffix(1))) }
    return place == "43" ? ("", written) : (written, "")
  }

  /// Values of a segment B.
  func beneficiary(
    _ payment: [String: String], _ segment: String
  ) throws -> [String: String] {
    let document = payment["payee_document"] ?? ""
    var values = [
      "bank": bank, "lot": payment["lot"] ?? "", "sequence": payment["sequence"] ?? "",
      "payee_document": document, "payee_document_type": document.count == 11 ? "1" : "2",
    ]
    if segment == "B_pix" {
      values["initiation"] = "05"
      values["key_or_account_type"] = context.record["account_type"] == "SAVINGS" ? "03" : "01"
    } else if composing.layout == .bradesco {
      values["due_date"] = payment["payment_date"]
      values["nominal_amount"] = payment["amount"]
    }
    return values
  }
}
