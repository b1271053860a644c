import BrazilianBanking
import Testing

/// Covers Telephone.swift.
struct TelephoneTests {
  @Test(arguments: [
    ("41987456321", "+5541987456321"), ("(41) 98745-6321", "+5541987456321"),
    ("5541987456321", "+5541987456321"), ("1132345678", "+551132345678"),
  ])
  func `A Brazilian number gets its country code`(_ text: String, _ canonical: String) {
    #expect(telephone(text).canonical == canonical)
    #expect(telephone(text).repairs == .countryCodeAdded)
  }

  @Test(arguments: ["+5541987456321", "+551132345678", "+14155552671", "+351912345678"])
  func `A number in E.164 stays as it is`(_ text: String) {
    #expect(telephone(text).canonical == text)
    #expect(telephone(text).repairs.isEmpty)
  }

  @Test(arguments: [
    ("", TelephoneFault.empty), ("a combinar", .characters), ("987456321", .length),
    ("+0123456", .length), ("20987456321", .areaCode), ("41887456321", .subscriber),
    ("1162345678", .subscriber), ("+551112345678", .subscriber), ("419874563210", .length),
  ])
  func `What nobody can call says why`(_ text: String, _ fault: TelephoneFault) {
    #expect(telephone(text).fault == fault)
    #expect(telephone(text).canonical == nil)
  }

  @Test(arguments: [
    "ana@exemplo.com.br", " ana@exemplo.com ", "Ana.Maria+x@Exemplo.com", "é@exemplo.com",
  ])
  func `An address is kept as it was written`(_ text: String) {
    let reading = emailAddress(text)
    #expect(reading.fault == nil)
    #expect(reading.address == text.split(separator: " ").first.map(String.init))
  }

  @Test(arguments: [
    ("", EmailFault.empty), ("ana", .form), ("ana@exemplo", .form), ("@exemplo.com", .form),
    ("a@b@c.com", .form), ("ana@.com", .form), ("ana@exemplo.", .form),
    ("ana maria@exemplo.com", .form),
    ("a@b.com;c@d.com", .form), ("Ana <a@b.com>", .form), ("a@b.com,", .form),
    ("a@\u{0}b.com", .form),
    (String(repeating: "a", count: 250) + "@b.com", .length),
  ])
  func `What is not one address says why`(_ text: String, _ fault: EmailFault) {
    #expect(emailAddress(text).fault == fault)
  }
}
