/// Which texts can be the codes of an operation's records.
package struct CodeForm: Sendable, Equatable {
  /// Characters at most.
  package var longest: Int
  /// ASCII characters beside A–Z a–z 0–9 - _.
  package var others: [UInt8]
  /// What is said of a code that has another form.
  package var finding: FindingCode

  package init(longest: Int, others: String, finding: FindingCode) {
    self.longest = longest
    self.others = Array(others.utf8)
    self.finding = finding
  }

  /// At most 45 characters of A–Z a–z 0–9 - _.
  package static let usual = CodeForm(
    longest: CustomCode.longest, others: "", finding: .codeFormat)

  func fits(_ code: [UInt8]) -> Bool {
    !code.isEmpty && code.count <= longest
      && code.allSatisfy { CustomCode.isAllowed($0) || others.contains($0) }
  }
}
