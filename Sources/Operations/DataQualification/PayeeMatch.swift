import BulkEngine

/// Whether the API's record is about the same payee and account as ours.
///
/// The document must be there and equal. Of the other fields, those the API leaves out are not held
/// against it; those it gives must be equal after both sides lost masks and leading zeros.
func isSamePayee(_ remote: RemoteRecord, _ record: OutgoingRecord) -> Bool {
  isSameDocument(remote[.document], record.document)
    && isSame(remote[.bankCode], record.bankCode, by: withoutLeadingZeros)
    && isSame(remote[.bankBranch], record.bankBranch, by: withoutLeadingZeros)
    && isSame(remote[.account], record.account, by: withoutLeadingZeros)
    && isSame(remote[.accountDigit], record.accountDigit, by: digitWithoutLetters)
}

/// A document that was a number on its way lost its zeros: they are put back to our length.
private func isSameDocument(_ remote: String?, _ ours: String) -> Bool {
  guard let remote else { return false }
  let theirs = plain(remote)
  let expected = plain(ours)
  guard !theirs.isEmpty, theirs.count <= expected.count else { return false }
  return String(repeating: "0", count: expected.count - theirs.count) + theirs == expected
}

private func isSame(_ remote: String?, _ ours: String, by form: (String) -> String) -> Bool {
  guard let remote, !plain(remote).isEmpty else { return true }
  return form(remote) == form(ours)
}

/// Letters and digits only, upper case.
private func plain(_ text: String) -> String {
  text.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
}

private func withoutLeadingZeros(_ text: String) -> String {
  String(plain(text).drop { $0 == "0" })
}

/// Banks write the check digit 10 as X, P or 0.
private func digitWithoutLetters(_ text: String) -> String {
  let digit = plain(text)
  return digit == "X" || digit == "P" ? "0" : digit
}
