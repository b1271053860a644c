import QualificaTestKit
import Testing

@testable import BulkEngine

/// Whether a list is what was asked for, told from its pages alone.
struct ListingOrderTests {
  @Test("Descending pages are newest first")
  func descendingPagesAreNewestFirst() {
    let (order, pages) = turned([[9, 8, 7], [6, 5, 4], [3]])
    #expect(order.isNewestFirst && order.isWhole)
    #expect(pages == [.new, .new, .new])
  }

  @Test(
    "Pages in any other order are not newest first",
    arguments: [[[1, 2, 3], [4, 5, 6]], [[9, 7, 8]], [[3], [9]], [[9, 8], [20, 19]]])
  func anythingElseIsNot(_ pages: [[Int]]) {
    #expect(!turned(pages).0.isNewestFirst)
  }

  @Test("One record says nothing about the order")
  func oneRecordSaysNothingAboutTheOrder() {
    #expect(!turned([[7]]).0.isNewestFirst)
    #expect(turned([[7], [6]]).0.isNewestFirst)
  }

  @Test("Records without readable IDs say nothing")
  func recordsWithoutReadableIdsSayNothing() {
    #expect(!turned([[0, 0, 0]]).0.isNewestFirst)
  }

  /// New records come in at the top between two pages and push others back.
  @Test("A shift repeats records and misses none")
  func aShiftRepeatsRecordsAndMissesNone() {
    let (order, pages) = turned([[9, 8, 7], [8, 7, 6], [5, 4]], total: 6)
    #expect(order.isNewestFirst && order.isWhole)
    #expect(pages == [.new, .new, .new])
  }

  @Test("The page before, again and nothing are told apart")
  func thePageBeforeAgainAndNothingAreToldApart() {
    #expect(turned([[9, 8], [9, 8]]).1 == [.new, .repeated])
    #expect(turned([[9, 8], [8]]).1 == [.new, .repeated])
    #expect(turned([[9, 8], []]).1 == [.new, .empty])
    #expect(turned([[]]).1 == [.empty])
  }

  @Test(
    "Fewer than the list has are not the whole", arguments: [(5, true), (6, false), (nil, true)])
  func fewerThanTheListHasAreNotTheWhole(_ total: Int?, _ isWhole: Bool) {
    #expect(turned([[9, 8, 7], [6, 5]], total: total).0.isWhole == isWhole)
  }

  @Test("IDs that are no numbers tell no order")
  func idsThatAreNoNumbersTellNoOrder() {
    func page(_ ids: [String]) -> RemotePage {
      RemotePage(
        records: ids.map { RemoteRecord(id: $0, customCode: "c\($0)", statusID: "1") }, total: 4)
    }
    var order = ListingOrder()
    #expect(order.turn(to: page(["d", "c"])) == .new)
    #expect(order.turn(to: page(["b", "a"])) == .new)
    #expect(order.turn(to: page(["b", "a"])) == .repeated)
    #expect(!order.isNewestFirst && !order.isWhole)
  }

  private func turned(
    _ pages: [[Int]], total: Int? = nil
  ) -> (ListingOrder, [ListingOrder.Page]) {
    var order = ListingOrder()
    let turned = pages.map { ids in
      order.turn(
        to: RemotePage(
          records: ids.map { RemoteRecord(id: $0, customCode: "c\($0)", statusID: 1) },
          total: total))
    }
    return (order, turned)
  }
}
