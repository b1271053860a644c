import BrazilianBanking
import Testing

@testable import BulkEngine
@testable import Operations

/// A branch or account is read, or told; never put together from what a spreadsheet left of it.
struct NumberDamageTests {
  @Test(arguments: [
    "", "12345", "12345-6", "12.345-6", "1.234.567", "00123456-X", "013.00012345-6", "1234 5", "x",
    "01.012345", "01.012345-6", "35.079834.0",
  ])
  func numbersAsPeopleWriteThemAreWhole(_ text: String) {
    #expect(NumberDamage.find(in: text.utf8.span) == nil)
  }

  @Test(arguments: [
    "12/03", "12/03/2024", "1/2/24", "mar/21", "3-abr", "03-mai-21", "12.03.1945", "12 03 1945",
    "12-03-45", "12-03-1945", "1945-03-12", "3.12.24",
  ])
  func datesAreTold(_ text: String) {
    #expect(NumberDamage.find(in: text.utf8.span) == .date)
  }

  @Test(arguments: [
    "1234/5", "40/03", "-123", "+123", "1234.5", "12.34", "12.345.6", "12345.000",
    "12345.678", "1234.567", "0.12345", "1.2345", "0.123", "12345.678-9", "1234.567-8", "0.12345-6",
  ])
  func whatCouldMeanSeveralNumbersIsTold(_ text: String) {
    #expect(NumberDamage.find(in: text.utf8.span) == .characters)
  }

  @Test(arguments: ["3.12345-6", "1.1234-8", "13.7629-3", "1.833821-8", "12345.678", "1234.567"])
  func anOperationWithoutItsZerosIsTold(_ text: String) {
    #expect(NumberDamage.find(in: text.utf8.span, mayBeGrouped: true) == .characters)
  }

  @Test(arguments: ["12.345-6", "13.00012345-6", "1288.12345-5", "1.234.567-8", "3701.583456789-0"])
  func groupsOfCaixaAreRead(_ text: String) {
    #expect(NumberDamage.find(in: text.utf8.span, mayBeGrouped: true) == nil)
  }

  @Test(arguments: [
    ("0710 12345", "0710"), ("0710-12345", "0710"), ("0710.12345-6", "0710"),
    ("0001 / 1234567", "0001"),
    ("0710-12345-6", "0710"), ("710-12345", "0710"),
  ])
  func aBranchInFrontOfItsAccountIsTold(_ text: String, _ branch: String) throws {
    #expect(NumberDamage.beginsWithBranch(text.utf8.span, branch: try #require(ShortCode(branch))))
  }

  @Test(arguments: [
    ("1234-5", "1234"), ("12.345-6", "0012"), ("12 345-6", "0012"), ("0710123456", "0710"),
    ("12345-6", "1234"), ("013.00012345-6", "0013"), ("0711 12345", "0710"), ("", "0710"),
    ("0000-123", ""),
  ])
  func anAccountThatOnlyLooksLikeItsBranchIsLeftAlone(_ text: String, _ branch: String) throws {
    #expect(!NumberDamage.beginsWithBranch(text.utf8.span, branch: try #require(ShortCode(branch))))
  }

  @Test func anOperationMayStandBeforeAFewDigits() {
    #expect(NumberDamage.find(in: "013.5".utf8.span, mayBeGrouped: true) == nil)
    #expect(NumberDamage.find(in: "001/00012368-9".utf8.span, mayBeGrouped: true) == nil)
    #expect(NumberDamage.find(in: "12/03".utf8.span, mayBeGrouped: true) == .date)
  }
}
