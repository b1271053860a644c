import BulkEngine
import QualificaTestKit
import Testing

@testable import Operations

/// What a reply puts in the place of a number is kept only where it can be that number.
struct RemoteNumbersTests {
  @Test(
    "A number in the place of id or status that is a person's is not kept",
    arguments: [
      (11_999, 318_402_957_32, 0, 0), (5, 12, 5, 12), (0, 7_362_815, 0, 0),
      (999, 73_628_158, 999, 0),
      (999, 7_362_816, 999, 7_362_816),
    ])
  func aNumberInThePlaceOfIdOrStatusThatIsAPersonsIsNotKept(
    _ status: Int, _ id: Int, _ keptStatus: Int, _ keptID: Int
  ) {
    let remote = RemoteRecord(
      id: id, customCode: "c", statusID: status, document: nil, account: "07362815",
      accountDigit: "8")
    #expect(remote.withPlainNumbers.statusID == String(keptStatus))
    #expect(remote.withPlainNumbers.id == String(keptID))
  }
}
