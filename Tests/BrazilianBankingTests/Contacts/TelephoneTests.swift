import BrazilianBanking
import Testing

/// Covers Telephone.swift.
struct TelephoneTests {
  @Test(
    "A Brazilian number gets its country code",
    arguments: [
      ("41987456321", "+5541987456321"), ("(41) 98745-6321", "+5541987456321"),
      ("5541987456321", "+5541987456321"), ("1132345678", "+551132345678"),
    ])
  func aBrazilianNumberGetsItsCountryCode(_ text: String, _ canonical: String) {
    #expect(telephone(text).canonical == canonical)
    #expect(telephone(text).repairs == .countryCodeAdded)
  }

  @Test(
    "A number in E.164 stays as it is",
    arguments: ["+5541987456321", "+551132345678", "+14155552671", "+351912345678"])
  func aNumberInE164StaysAsItIs(_ text: String) {
    #expect(telephone(text).canonical == text)
    #expect(telephone(text).repairs.isEmpty)
  }

  @Test(
    "What nobody can call says why",
    arguments: [
      ("", TelephoneFault.empty), ("a combinar", .characters), ("987456321", .length),
      ("+0123456", .length), ("20987456321", .areaCode), ("41887456321", .subscriber),
      ("1162345678", .subscriber), ("+551112345678", .subscriber), ("419874563210", .length),
    ])
  func whatNobodyCanCallSaysWhy(_ text: String, _ fault: TelephoneFault) {
    #expect(telephone(text).fault == fault)
    #expect(telephone(text).canonical == nil)
  }

  @Test(
    "An address is kept as it was written",
    arguments: [
      "ana@exemplo.com.br", " ana@exemplo.com ", "Ana.Maria+x@Exemplo.com", "é@exemplo.com",
    ])
  func anAddressIsKeptAsItWasWritten(_ text: String) {
    let reading = emailAddress(text)
    #expect(reading.fault == nil)
    #expect(reading.address == text.split(separator: " ").first.map(String.init))
  }

  @Test(
    "What is not one address says why",
    arguments: [
      ("", EmailFault.empty), ("ana", .form), ("ana@exemplo", .form), ("@exemplo.com", .form),
      ("a@b@c.com", .form), ("ana@.com", .form), ("ana@exemplo.", .form),
      ("ana maria@exemplo.com", .form),
      ("a@b.com;c@d.com", .form), ("Ana <a@b.com>", .form), ("a@b.com,", .form),
      ("a@\u{0}b.com", .form),
      (String(repeating: "a", count: 250) + "@b.com", .length),
    ])
  func whatIsNotOneAddressSaysWhy(_ text: String, _ fault: EmailFault) {
    #expect(emailAddress(text).fault == fault)
  }
}
