import BrazilianBanking
import Testing

/// Covers EndToEndID.swift.
struct EndToEndIDTests {
  @Test("An id tells who paid and when")
  func anIdTellsWhoPaidAndWhen() throws {
    let id = try #require(endToEndID("E18236120202611291458s0123456789").id)
    #expect(id.kind == .payment && id.ispb.description == "18236120")
    #expect(id.date.description == "2026-11-29" && id.minute == 14 * 60 + 58)
    #expect(endToEndID("D18236120202611291458s0123456789").id?.kind == .reversal)
  }

  @Test(
    "What is no id says why",
    arguments: [
      ("", EndToEndFault.empty), ("E182361202026112914", .length),
      ("X18236120202611291458s0123456789", .form), ("e18236120202611291458s0123456789", .form),
      ("E1823612020261129145xs0123456789", .form), ("E18236120202611291458s012345678-", .form),
      ("E18236120202613291458s0123456789", .moment), ("E18236120202611292458s0123456789", .moment),
      ("E18236120202611291460s0123456789", .moment),
    ])
  func whatIsNoIdSaysWhy(_ text: String, _ fault: EndToEndFault) {
    #expect(endToEndID(text).fault == fault)
    #expect(endToEndID(text).id == nil)
  }
}
