/// What the API demands of the people of a charge or a subscription.
enum PartyRules {
  typealias Problem = (field: String, text: String)

  static func problems(ofBuyer buyer: JSONValue, needsAddress: Bool) -> [Problem] {
    var problems: [Problem] = []
    if !isFilled(buyer["name"]) { problems.append(("buyer.name", "The buyer.name is required.")) }
    if let email = buyer["email"], !isAddressOfMail(email.text ?? "") {
      problems.append(("buyer.email", "The buyer.email must be a valid email address."))
    }
    let document = buyer["document"]
    if !isDocument(document?["number"]?.text ?? "", type: document?["type"]?.text ?? "") {
      problems.append(("buyer.document", "The buyer.document is invalid."))
    }
    guard let address = buyer["address"] else {
      if needsAddress {
        problems.append(("buyer.address", "The buyer.address is required for boletos."))
      }
      return problems
    }
    return problems + self.problems(ofAddress: address)
  }

  static func problems(ofSender sender: JSONValue) -> [Problem] {
    var problems: [Problem] = []
    if !isFilled(sender["name"]) {
      problems.append(("sender.name", "The sender.name is required."))
    }
    let document = sender["document"]?.text ?? ""
    if !isDocument(document, type: "CPF"), !isDocument(document, type: "CNPJ") {
      problems.append(("sender.document", "The sender.document is invalid."))
    }
    return problems
  }

  /// CPF of 11 digits, CNPJ of 12 digits or capitals and two check digits.
  static func isDocument(_ text: String, type: String) -> Bool {
    let bytes = text.utf8
    switch type {
    case "CPF": return bytes.count == 11 && bytes.allSatisfy(isDigit)
    case "CNPJ":
      return bytes.count == 14 && bytes.prefix(12).allSatisfy { isDigit($0) || isCapital($0) }
        && bytes.suffix(2).allSatisfy(isDigit)
    default: return false
    }
  }

  static func isAddressOfMail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
      && !text.contains(" ")
  }

  static func isFilled(_ value: JSONValue?) -> Bool {
    guard let text = value?.text, text.utf8.count <= ChargeRules.longestText else { return false }
    return text.contains { !$0.isWhitespace }
  }

  private static func problems(ofAddress address: JSONValue) -> [Problem] {
    var problems: [Problem] = []
    for name in ["street", "number", "city", "district"] where !isFilled(address[name]) {
      problems.append(("buyer.address.\(name)", "The buyer.address.\(name) is required."))
    }
    let zipCode = address["zipCode"]?.text ?? ""
    if zipCode.utf8.count != 8 || !zipCode.utf8.allSatisfy(isDigit) {
      problems.append(("buyer.address.zipCode", "The buyer.address.zipCode has eight digits."))
    }
    let state = address["stateCode"]?.text ?? ""
    if state.utf8.count != 2 || !state.utf8.allSatisfy(isCapital) {
      problems.append(("buyer.address.stateCode", "The buyer.address.stateCode has two letters."))
    }
    return problems
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isCapital(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
}
