import Testing

@testable import BrazilianBanking

/// Covers PixKey.swift, PhoneText.swift.
struct PixKeyTests {
  @Test(
    "An undeclared key is recognised",
    arguments: [
      ("+55 (11) 98765-4321", PixKeyKind.phone, "+5511987654321"),
      (" MAIL@Mail.com ", .email, "mail@mail.com"), ("390.533.447-05", .cpf, "39053344705"),
      ("12.ABC.345/01DE-35", .cnpj, "12ABC34501DE35"),
      ("123E4567-E89B-12D3-A456-426655440000", .random, "123e4567-e89b-12d3-a456-426655440000"),
    ])
  func anUndeclaredKeyIsRecognised(_ text: String, _ kind: PixKeyKind, _ canonical: String) {
    let reading = pix(text)
    #expect(reading.verdict == .valid && reading.kind == kind)
    #expect(reading.canonical == canonical)
    #expect(pix(text, kind).canonical == canonical)
  }

  @Test("Eleven digits are a CPF or perhaps a phone")
  func elevenDigitsAreACPFOrPerhapsAPhone() {
    #expect(pix("11912345684").kind == .cpf)
    let phone = pix("11987654321")
    #expect(phone.verdict == .unknown && phone.fault == .perhapsPhone && phone.kind == nil)
    #expect(pix("01987654321").fault == .document)
    #expect(pix("5511987654321").fault == .perhapsPhone)
  }

  @Test(
    "A declared phone gets its country code",
    arguments: [
      ("11987654321", "+5511987654321"), ("(11) 98765-4321", "+5511987654321"),
      ("5511987654321", "+5511987654321"),
    ])
  func aDeclaredPhoneGetsItsCountryCode(_ text: String, _ canonical: String) {
    let reading = pix(text, .phone)
    #expect(reading.canonical == canonical && reading.repairs == .countryCodeAdded)
  }

  @Test(
    "Phones get their verdict",
    arguments: [
      ("+5501987654321", Verdict.invalid, PixFault.areaCode),
      ("+551132345678", .unknown, .landline),
      ("+14155552671", .unknown, .foreignPhone), ("+5511887654321", .invalid, .form),
      ("+55119876543210", .invalid, .form), ("+0123", .invalid, .form),
      ("11a87654321", .invalid, .form),
      ("+1234567890123456", .invalid, .form),
    ])
  func phonesGetTheirVerdict(_ text: String, _ verdict: Verdict, _ fault: PixFault) {
    #expect(pix(text, .phone).verdict == verdict)
    #expect(pix(text, .phone).fault == fault)
  }

  @Test("There are 67 area codes")
  func thereAre67AreaCodes() {
    let codes = (0...99).filter { PhoneText.isAreaCode(UInt8($0 / 10), UInt8($0 % 10)) }
    #expect(codes.count == 67)
  }

  @Test(
    "Emails of the DICT form pass",
    arguments: [
      "a@b", "a.b+c@d-e.com", "x!#$&'*+/=?^_`{|}~-@y.z", "1@2.3",
      "a@\(String(repeating: "b", count: 63))",
    ])
  func emailsOfTheDictFormPass(_ text: String) {
    #expect(pix(text, .email).verdict == .valid)
  }

  @Test(
    "Other emails do not pass",
    arguments: [
      "a%b@c.com", "@b", "a@", "a@b@c", "a@-b", "a@b-", "a@b..c", "a@b.", "a b@c", "é@b",
      "a@\(String(repeating: "b", count: 64))",
    ])
  func otherEmailsDoNot(_ text: String) {
    #expect(pix(text, .email).verdict == .invalid)
  }

  @Test("A key has at most 77 characters")
  func aKeyHasAtMost77Characters() {
    let domain = "@\(String(repeating: "b", count: 60)).com"
    let fitting = String(repeating: "a", count: 77 - domain.count) + domain
    #expect(pix(fitting).verdict == .valid)
    #expect(pix("a" + fitting).fault == .length)
  }

  @Test(
    "Faults of a key are named",
    arguments: [("", PixFault.empty), ("chave", .form), ("11222333000182", .document)])
  func faultsAreNamed(_ text: String, _ fault: PixFault) {
    #expect(pix(text).fault == fault)
    #expect(pix(text).canonical == nil)
  }

  @Test("A declared document must be one")
  func aDeclaredDocumentMustBeOne() {
    #expect(pix("11222333000181", .cpf).fault == .form)
    #expect(pix("00000000000", .cpf).fault == .document)
  }
}
